package io.eagleray.search.sampler;

import io.eagleray.search.registry.Registry;
import java.util.ServiceLoader;
import java.util.Set;

/** All samplers on the class path, by name. */
public final class Samplers {
  /** Ray Tune's wrappers; what they do is done by the study and its caller. */
  private static final Set<String> FOREIGN = Set.of("ConcurrencyLimiter", "Repeater");

  private Samplers() {}

  /** The samplers that can be loaded now. */
  public static Registry<Sampler> registry() {
    return new Registry<>(ServiceLoader.load(SamplerFactory.class), FOREIGN);
  }
}
