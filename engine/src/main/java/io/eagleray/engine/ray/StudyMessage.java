package io.eagleray.engine.ray;

import io.eagleray.json.Json;
import io.eagleray.json.JsonObject;
import io.eagleray.spi.TaskListener.Decision;
import io.eagleray.spi.TaskOutcome;
import java.util.Optional;
import java.util.function.Consumer;

/** What a study hears of its trials. */
sealed interface StudyMessage {
  /** A trial reported and waits for the decision. */
  record Reported(
      int trial,
      int attempt,
      int step,
      JsonObject metrics,
      Optional<Json> checkpoint,
      Consumer<Decision> decision)
      implements StudyMessage {}

  /** An attempt of a trial ended. */
  record Ended(int trial, int attempt, TaskOutcome outcome) implements StudyMessage {}

  /** Something outside of the trials changed: look around. */
  record Woken() implements StudyMessage {}
}
