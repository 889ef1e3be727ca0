package io.eagleray.search.space;

/**
 * Real numbers, each as likely as any other.
 *
 * @param low the smallest, finite
 * @param high the largest, above {@code low}
 */
public record Uniform(double low, double high) implements NumericDomain {
  private static final String TYPE = "uniform";

  public Uniform {
    Rules.checkRange(TYPE, low, high);
  }

  @Override
  public String type() {
    return TYPE;
  }

  @Override
  public boolean isInteger() {
    return false;
  }

  @Override
  public Scale scale() {
    return Scale.dense(new Transform.Linear(), low, high);
  }
}
