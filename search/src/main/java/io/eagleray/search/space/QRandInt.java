package io.eagleray.search.space;

/**
 * An integer draw rounded to a multiple of {@code q}; unlike {@code randint} the upper bound is
 * inclusive, as in Ray Tune.
 *
 * @param low the smallest draw
 * @param high the largest draw
 * @param q the step, at least 1
 */
public record QRandInt(long low, long high, long q) implements NumericDomain {
  private static final String TYPE = "qrandint";

  public QRandInt {
    Rules.checkIntegers(TYPE, low, high);
    Rules.checkStep(TYPE, (double) low, (double) high, (double) q);
  }

  @Override
  public String type() {
    return TYPE;
  }

  @Override
  public boolean isInteger() {
    return true;
  }

  @Override
  public Scale scale() {
    return Scale.rounded(new Transform.Linear(), (double) low, (double) high, (double) q, 0.5);
  }
}
