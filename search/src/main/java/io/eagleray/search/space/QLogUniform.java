package io.eagleray.search.space;

/**
 * A log-uniform draw rounded to a multiple of {@code q}.
 *
 * @param low the smallest draw, above 0
 * @param high the largest draw, above {@code low}
 * @param q the step, above 0
 */
public record QLogUniform(double low, double high, double q) implements NumericDomain {
  private static final String TYPE = "qloguniform";

  public QLogUniform {
    Rules.checkPositive(TYPE, "low", low);
    Rules.checkRange(TYPE, low, high);
    Rules.checkStep(TYPE, low, high, q);
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
    return Scale.rounded(new Transform.Log(), low, high, q);
  }
}
