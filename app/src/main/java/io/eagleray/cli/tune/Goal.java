package io.eagleray.cli.tune;

import io.eagleray.problem.Location;
import io.eagleray.problem.Problems;
import java.util.Optional;

/**
 * What a search is for.
 *
 * @param mode {@code min} or {@code max}
 */
record Goal(String metric, String mode) {
  private static final String USUAL_METRIC = "loss";
  private static final String LEAST = "min";

  /** The usual goal is the least {@code loss}; any other metric needs a mode of its own. */
  static Goal of(Optional<String> metric, Optional<String> mode, Problems problems) {
    if (metric.isPresent() && mode.isEmpty() && !metric.get().equals(USUAL_METRIC)) {
      problems.error(
          Location.of("--metric"),
          "\"" + metric.get() + "\" needs a direction too: --mode min or --mode max");
    }
    return new Goal(metric.orElse(USUAL_METRIC), mode.orElse(LEAST));
  }
}
