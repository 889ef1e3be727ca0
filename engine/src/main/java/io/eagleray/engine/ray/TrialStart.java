package io.eagleray.engine.ray;

import io.eagleray.engine.node.Arguments;
import io.eagleray.json.Json;
import io.eagleray.json.JsonObject;
import io.eagleray.model.Task;
import io.eagleray.spi.NodeWalking;
import io.eagleray.spi.TaskCall;
import io.eagleray.spi.TaskSignature;
import io.eagleray.spi.TaskVariables;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * An attempt of a trial that is to start.
 *
 * @param config flat, as in the log
 * @param checkpoint the reference that it goes on from
 * @param fromStep that checkpoint's step, or 0
 * @param alone whether it must not share its worker
 */
record TrialStart(
    int number,
    int attempt,
    JsonObject config,
    Optional<Json> checkpoint,
    int fromStep,
    boolean alone) {
  /** The argument that receives the last checkpoint. */
  static final String CHECKPOINT = "checkpoint";

  /**
   * Arguments that workers give to a trial's function: its checkpoint in any case, its
   * configuration where no parameter has that name.
   */
  static final Set<String> GIVEN = Set.of(CHECKPOINT, "config");

  TaskCall call(Task task, NodeWalking walking) {
    JsonObject nested = SpaceMapping.nested(config);
    TaskSignature signature = walking.signature(task);
    Map<String, String> secrets = walking.secrets(task.secrets());
    Map<String, Json> nearest = new LinkedHashMap<>(Arguments.secrets(signature, secrets));
    nearest.putAll(nested.fields());
    checkpoint.ifPresent(reference -> nearest.put(CHECKPOINT, reference));
    return new TaskCall(
        walking.path(),
        walking.attempt(),
        task,
        signature,
        Arguments.of(signature, walking.parameters(), nearest),
        secrets,
        TaskVariables.of(walking),
        Optional.of(new TaskCall.TrialCall(number, attempt, nested, checkpoint, fromStep)),
        log(walking),
        alone || task.isolation() == Task.Isolation.TRIAL);
  }

  /** {@code tune/trial-7-1.log} beside the step's own log. */
  private Path log(NodeWalking walking) {
    return walking
        .log()
        .resolveSibling(walking.path().fileName())
        .resolve("trial-" + number + "-" + attempt + ".log");
  }
}
