package io.eagleray.report;

import io.eagleray.json.Json;
import java.math.BigDecimal;
import java.math.MathContext;

/** Numbers for plots: seven digits are more than a screen shows, and keep the page small. */
final class Rounded {
  private static final MathContext DIGITS = new MathContext(7);
  private static final double EXACT = 1e7;

  private Rounded() {}

  /** The number, or JSON null where it is none. */
  static Json json(double value) {
    if (!Double.isFinite(value)) {
      return Json.NULL;
    }
    if (value == Math.rint(value) && Math.abs(value) < EXACT) {
      return Json.of((long) value);
    }
    return Json.of(new BigDecimal(value).round(DIGITS).doubleValue());
  }
}
