package io.eagleray.search.space;

/**
 * A normal draw rounded to a multiple of {@code q}.
 *
 * @param mean the middle, finite
 * @param sd the standard deviation, above 0
 * @param q the step, above 0
 */
public record QNormal(double mean, double sd, double q) implements NumericDomain {
  private static final String TYPE = "qrandn";

  public QNormal {
    Rules.checkFinite(TYPE, "mean", mean);
    Rules.checkPositive(TYPE, "sd", sd);
    Rules.checkPositive(TYPE, "q", q);
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
    return new Scale(
        new Transform.Bell(mean, sd),
        Double.NEGATIVE_INFINITY,
        Double.POSITIVE_INFINITY,
        q,
        q / 2,
        Double.NEGATIVE_INFINITY,
        Double.POSITIVE_INFINITY);
  }
}
