package io.eagleray.search.space;

/**
 * Real numbers of a normal distribution, without bounds.
 *
 * @param mean its middle, finite
 * @param sd its standard deviation, above 0
 */
public record Normal(double mean, double sd) implements NumericDomain {
  private static final String TYPE = "randn";

  public Normal {
    Rules.checkFinite(TYPE, "mean", mean);
    Rules.checkPositive(TYPE, "sd", sd);
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
    return Scale.dense(
        new Transform.Bell(mean, sd), Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);
  }
}
