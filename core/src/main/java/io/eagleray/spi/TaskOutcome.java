package io.eagleray.spi;

import io.eagleray.json.Json;
import io.eagleray.run.Failure;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** How a task ended. */
public sealed interface TaskOutcome {
  /** A step's task returned: a value for each name in its returns. */
  record Returned(Map<String, Json> values) implements TaskOutcome {
    public Returned {
      values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }
  }

  /** A trial ended: what the function returned, JSON null for nothing. */
  record TrialReturned(Json value, boolean stopped) implements TaskOutcome {}

  /** It raised an error, or its process died. */
  record Failed(Failure failure) implements TaskOutcome {}

  /**
   * Its worker ended while it ran, and it is not known to be at fault: start it again, which uses
   * up no attempt.
   *
   * @param suspect whether it may be at fault: it should be alone in its worker next time
   */
  record Lost(boolean suspect, String reason) implements TaskOutcome {}

  /** It ended because it was cancelled. */
  record Cancelled() implements TaskOutcome {}
}
