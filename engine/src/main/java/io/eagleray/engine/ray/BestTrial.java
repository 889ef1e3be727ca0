package io.eagleray.engine.ray;

import io.eagleray.json.Json;
import io.eagleray.json.JsonArray;
import io.eagleray.run.TrialState;
import java.util.Arrays;

/**
 * A trial among those that may be the best.
 *
 * @param values one for each objective, all finite
 */
record BestTrial(TrialState trial, double[] values) {

  /** A number for one objective, a list of numbers for several. */
  Json value() {
    return values.length == 1
        ? Json.of(values[0])
        : Arrays.stream(values).mapToObj(Json::of).collect(JsonArray.collect());
  }
}
