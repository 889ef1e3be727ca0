package io.eagleray.spi;

import io.eagleray.json.Json;
import io.eagleray.json.JsonObject;
import java.util.Optional;
import java.util.function.Consumer;

/** Hears what a task does. Called from threads of the task runner; must return quickly. */
public interface TaskListener {

  /** The task runs in that process now; heard before the process is given the task. */
  default void started(long pid) {}

  /**
   * A trial reported, and waits.
   *
   * @param decision to be called once, from any thread
   */
  default void reported(
      int step, JsonObject metrics, Optional<Json> checkpoint, Consumer<Decision> decision) {
    decision.accept(Decision.CONTINUE);
  }

  /** Something that whoever looks at the run should know; the message names the step. */
  default void warned(String message) {}

  /** The task ended, in whatever way. */
  void ended(TaskOutcome outcome);

  /** What a reporting trial is told. */
  enum Decision {
    CONTINUE,
    STOP
  }
}
