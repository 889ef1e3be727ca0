package io.eagleray.spi;

import io.eagleray.json.Json;
import io.eagleray.json.JsonObject;
import io.eagleray.model.Task;
import io.eagleray.run.StepPath;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * One call of a task.
 *
 * @param attempt of the step, from 1
 * @param arguments the values by name, only those that the function asks for
 * @param signature what {@link TaskRunner#inspect} found
 * @param secrets values by name
 * @param variables that a function finds in its environment, where its language can be given any
 * @param trial set when the call is a trial of a search
 * @param log where its output goes
 * @param alone whether it must not share its worker
 */
public record TaskCall(
    StepPath step,
    int attempt,
    Task task,
    TaskSignature signature,
    Map<String, Json> arguments,
    Map<String, String> secrets,
    Map<String, String> variables,
    Optional<TrialCall> trial,
    Path log,
    boolean alone) {

  public TaskCall {
    arguments = Collections.unmodifiableMap(new LinkedHashMap<>(arguments));
    secrets = Map.copyOf(secrets);
    variables = Map.copyOf(variables);
  }

  /** The same call, in a worker that nothing else runs in. */
  public TaskCall inIsolation() {
    return new TaskCall(
        step, attempt, task, signature, arguments, secrets, variables, trial, log, true);
  }

  /**
   * What a trial is given.
   *
   * @param checkpoint the last checkpoint's reference
   * @param fromStep that checkpoint's step, or 0
   */
  public record TrialCall(
      int number, int attempt, JsonObject config, Optional<Json> checkpoint, int fromStep) {}
}
