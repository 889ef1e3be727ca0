package io.eagleray.search.space;

/**
 * Positive integers whose logarithm is uniform before rounding down.
 *
 * @param low the smallest, at least 1
 * @param high one above the largest (exclusive, as in Ray Tune)
 */
public record LogRandInt(long low, long high) implements NumericDomain {
  private static final String TYPE = "lograndint";

  public LogRandInt {
    Rules.check(low >= 1, TYPE, "low must be at least 1", low);
    Rules.checkIntegers(TYPE, low, high);
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
    return Scale.integers(new Transform.Log(), low, high);
  }
}
