package io.eagleray.report;

import io.eagleray.json.Json;
import io.eagleray.run.TrialState;
import java.util.Map;

/**
 * A trial and what it is worth.
 *
 * @param config flat
 * @param mark how it ended; cut off, where its run no longer runs
 * @param value the metric that counts; NaN where there is none
 */
record TrialRow(TrialState state, Map<String, Json> config, double value, Mark mark) {
  boolean hasValue() {
    return !Double.isNaN(value);
  }
}
