package io.eagleray.search.space;

/**
 * A log-uniform draw rounded down to a multiple of {@code q}; the upper bound is inclusive, as in
 * Ray Tune.
 *
 * @param low no draw is smaller; at least 1
 * @param high no draw is larger
 * @param q the step, at least 1
 */
public record QLogRandInt(long low, long high, long q) implements NumericDomain {
  private static final String TYPE = "qlograndint";

  public QLogRandInt {
    Rules.check(low >= 1, TYPE, "low must be at least 1", low);
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
    return Scale.multiples(new Transform.Log(), low, high, q);
  }
}
