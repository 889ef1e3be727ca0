package io.eagleray.worker.trial;

import io.eagleray.worker.json.Fields;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a trial begins with.
 *
 * @param step the step of the checkpoint, 0 for none
 * @param checkpoint a reference in JSON, or null
 * @param config JSON values by the names of the search space
 */
public record TrialStart(
    int number,
    int attempt,
    int step,
    @Nullable Object checkpoint,
    Map<String, @Nullable Object> config) {

  /** As a message has it. */
  public static TrialStart of(Fields fields) {
    return new TrialStart(
        (int) fields.number("number"),
        (int) fields.number("attempt", 1),
        (int) fields.number("step", 0),
        fields.map().get("checkpoint"),
        fields.object("config"));
  }
}
