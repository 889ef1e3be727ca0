package io.eagleray.search.space;

/**
 * Integers, each as likely as any other.
 *
 * @param low the smallest
 * @param high one above the largest (exclusive, as in Ray Tune)
 */
public record RandInt(long low, long high) implements NumericDomain {
  private static final String TYPE = "randint";

  public RandInt {
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
    return Scale.integers(new Transform.Linear(), low, high);
  }
}
