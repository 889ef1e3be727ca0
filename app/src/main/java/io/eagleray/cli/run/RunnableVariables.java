package io.eagleray.cli.run;

import io.eagleray.engine.process.ShellWord;
import io.eagleray.json.Json;
import io.eagleray.json.JsonException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * Parameters in environment variables, by the names that Runnable gives them, so that its
 * deployments need no change: {@code RUNNABLE_PRM_rate=0.1} is the parameter {@code rate} (always
 * in small letters), {@code RUNNABLE_PARAMETERS_FILE} a file of parameters, {@code RUNNABLE_RUN_ID}
 * the run's id.
 */
record RunnableVariables(Map<String, String> environment) {
  private static final String PARAMETER = "RUNNABLE_PRM_";
  private static final String RUN_ID = "RUNNABLE_RUN_ID";
  private static final String RETRY_RUN_ID = "RUNNABLE_RETRY_RUN_ID";

  /** Set for every task. */
  private static final String STEP = "EAGLERAY_STEP";

  private static final String FILE = "RUNNABLE_PARAMETERS_FILE";

  RunnableVariables {
    environment = Map.copyOf(environment);
  }

  Optional<Path> parametersFile() {
    return Optional.ofNullable(environment.get(FILE)).filter(name -> !name.isBlank()).map(Path::of);
  }

  /** The id of a new run. A task has its own run's, which names no other run that it starts. */
  Optional<String> runId() {
    return id(RUN_ID);
  }

  /**
   * A warning where a run was to be retried by Runnable's variable, which begins a new one here.
   */
  Optional<String> warning(UnaryOperator<String> command) {
    return id(RETRY_RUN_ID)
        .map(id ->
            "warning: this is a new run, for "
                + RETRY_RUN_ID
                + " has no meaning here; to retry "
                + id
                + ": "
                + command.apply("retry " + ShellWord.of(id)));
  }

  private Optional<String> id(String variable) {
    return Optional.ofNullable(environment.get(variable))
        .filter(id -> !id.isBlank() && !environment.containsKey(STEP));
  }

  /** As {@code name=value} with JSON, by name. */
  List<String> parameters() {
    List<String> parameters = new ArrayList<>();
    new TreeMap<>(environment)
        .forEach((variable, text) -> {
          if (variable.startsWith(PARAMETER) && variable.length() > PARAMETER.length()) {
            parameters.add(name(variable) + "=" + value(text).text());
          }
        });
    return List.copyOf(parameters);
  }

  /** As Runnable reads it: JSON, or else a text. */
  private static Json value(String text) {
    try {
      return Json.parse(text);
    } catch (JsonException e) {
      return Json.of(text);
    }
  }

  private static String name(String variable) {
    return variable.substring(PARAMETER.length()).toLowerCase(Locale.ROOT);
  }
}
