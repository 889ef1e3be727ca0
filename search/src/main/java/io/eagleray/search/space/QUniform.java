package io.eagleray.search.space;

/**
 * A uniform draw rounded to a multiple of {@code q}; both bounds can come out, each with half a
 * cell.
 *
 * @param low the smallest draw, finite
 * @param high the largest draw, above {@code low}
 * @param q the step, above 0
 */
public record QUniform(double low, double high, double q) implements NumericDomain {
  private static final String TYPE = "quniform";

  public QUniform {
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
    return Scale.rounded(new Transform.Linear(), low, high, q);
  }
}
