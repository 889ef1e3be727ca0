package io.eagleray.engine.walk;

import io.eagleray.json.Json;
import io.eagleray.model.When;
import io.eagleray.run.Failure;
import io.eagleray.run.Value;
import io.eagleray.spi.NodeOutcome;
import io.eagleray.yaml.Values;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What {@code when} makes of a step. */
final class SkippedStep {
  private SkippedStep() {}

  /**
   * What becomes of a step that is not done.
   *
   * @return a success without outputs where it is skipped, a failure where its condition cannot be
   *     told; empty where the step is done
   */
  static Optional<NodeOutcome> outcome(When when, Map<String, Value> parameters) {
    Value value = parameters.get(when.parameter());
    Json json = value == null ? Json.NULL : value.json();
    Optional<Boolean> holds = when.holds(json);
    if (holds.isEmpty()) {
      return Optional.of(new NodeOutcome.Failed(undecided(when, json), false));
    }
    return holds.get()
        ? Optional.empty()
        : Optional.of(new NodeOutcome.Success(Map.of(), List.of()));
  }

  private static Failure undecided(When when, Json value) {
    return new Failure(
        "when",
        "the parameter \""
            + when.parameter()
            + "\" must be true or false, but is "
            + Values.shown(value),
        Optional.of(when.at().toString()),
        "");
  }
}
