package io.eagleray.yaml;

import io.eagleray.model.ray.SpaceParameter.Domain;
import java.util.Optional;

/** What must hold between the arguments of a range; the rules are Ray Tune's. */
final class RangeRules {
  private static final double CLOSE = 1e-9;

  private RangeRules() {}

  /** The first rule that a range breaks, with its values. */
  static Optional<String> broken(Domain.Range range) {
    String low = "low (" + Values.shown(range.low()) + ")";
    String high = "high (" + Values.shown(range.high()) + ")";
    if (range.low() >= range.high()) {
      return Optional.of(low + " must be below " + high);
    }
    if (range.log() && range.low() <= 0) {
      return Optional.of(low + " must be above 0 on a logarithmic scale");
    }
    if (range.step() == 0) {
      return Optional.empty();
    }
    String step = "q (" + Values.shown(range.step()) + ")";
    if (!isMultiple(range.low(), range.step())) {
      return Optional.of(low + " must be a multiple of " + step);
    }
    return isMultiple(range.high(), range.step())
        ? Optional.empty()
        : Optional.of(high + " must be a multiple of " + step);
  }

  private static boolean isMultiple(double value, double step) {
    double count = value / step;
    return Math.abs(count - Math.rint(count)) <= CLOSE * Math.max(1, Math.abs(count));
  }
}
