package io.eagleray.search.space;

/**
 * Positive real numbers whose logarithm is uniform: 0.001 to 0.01 is as likely as 0.01 to 0.1.
 *
 * @param low the smallest, above 0
 * @param high the largest, above {@code low}
 */
public record LogUniform(double low, double high) implements NumericDomain {
  private static final String TYPE = "loguniform";

  public LogUniform {
    Rules.checkPositive(TYPE, "low", low);
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
    return Scale.dense(new Transform.Log(), low, high);
  }
}
