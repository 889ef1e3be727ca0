package io.eagleray.search.space;

/** The checks that several domains share. */
final class Rules {
  /** Integers up to here are exact as doubles. */
  static final long EXACT = 1L << 53;

  private Rules() {}

  static void check(boolean kept, String type, String rule, Object offending) {
    if (!kept) {
      throw new InvalidSpaceException(type + ": " + rule + ", got " + offending);
    }
  }

  static void checkFinite(String type, String argument, double value) {
    check(Double.isFinite(value), type, argument + " must be a finite number", value);
  }

  static void checkRange(String type, double low, double high) {
    checkFinite(type, "low", low);
    checkFinite(type, "high", high);
    if (!(low < high)) {
      throw new InvalidSpaceException(
          type + ": low (" + low + ") must be below high (" + high + ")");
    }
    check(Double.isFinite(high - low), type, "high - low must be a finite number", high - low);
  }

  static void checkIntegers(String type, long low, long high) {
    check(Math.abs(low) <= EXACT, type, "low must lie within 2^53 of zero", low);
    check(Math.abs(high) <= EXACT, type, "high must lie within 2^53 of zero", high);
    if (low >= high) {
      throw new InvalidSpaceException(
          type + ": low (" + low + ") must be below high (" + high + ")");
    }
  }

  static void checkPositive(String type, String argument, double value) {
    check(value > 0 && Double.isFinite(value), type, argument + " must be above 0", value);
  }

  static void checkStep(String type, double low, double high, double step) {
    checkPositive(type, "q", step);
    double least = Math.max(Math.abs(low), Math.abs(high)) / EXACT;
    check(
        step >= least,
        type,
        "q must be at least " + least + ", or multiples of it cannot be told",
        step);
    check(
        Math.floor(high / step + 1e-9) >= Math.ceil(low / step - 1e-9),
        type,
        "a multiple of q must lie between low (" + low + ") and high (" + high + ")",
        step);
  }
}
