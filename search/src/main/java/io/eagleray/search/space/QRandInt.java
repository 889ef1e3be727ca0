package io.eagleray.search.space;

/**
 * A multiple of {@code q}, each as likely as the others; unlike {@code randint} the upper bound is
 * inclusive, as in Ray Tune.
 *
 * @param low no draw is smaller
 * @param high no draw is larger
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
    return Scale.multiples(new Transform.Linear(), low, high, q);
  }
}
