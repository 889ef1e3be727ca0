package io.eagleray.search.sampler;

import io.eagleray.search.space.Configuration;
import io.eagleray.search.space.SearchSpace;

/** An easy function of four parameters, 0 at its best, for samplers to be compared on. */
public final class Bowl {
  public static final SearchSpace SPACE =
      SearchSpace.builder()
          .uniform("a", 0, 1)
          .uniform("b", 0, 1)
          .logUniform("c", 1e-3, 1)
          .choice("d", "x", "y", "z")
          .build();

  private Bowl() {}

  public static double loss(Configuration config) {
    double a = config.getDouble("a") - 0.2;
    double b = config.getDouble("b") - 0.7;
    double c = Math.log10(config.getDouble("c")) / 3 + 0.5;
    return a * a + b * b + c * c + (config.getString("d").equals("y") ? 0 : 0.2);
  }
}
