package io.eagleray.worker.task;

import io.eagleray.worker.json.Fields;
import io.eagleray.worker.trial.TrialStart;
import io.eagleray.worker.value.Returns;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The message {@code run}: one task and all that it needs. See {@code
 * docs/design/worker-protocol.md} for each field.
 *
 * @param function what all tasks that call it have in common
 * @param arguments JSON values by parameter name
 * @param trial the trial that the task is, or empty for a step
 * @param environment variables for shell children
 * @param secrets variables for shell children, blotted out of everything that is written
 * @param hidden secrets of other tasks, blotted out too
 */
public record RunMessage(
    long task,
    TaskFunction function,
    String step,
    long attempt,
    Map<String, @Nullable Object> arguments,
    Optional<TrialStart> trial,
    Map<String, String> environment,
    Map<String, String> secrets,
    List<String> hidden,
    Optional<Path> log) {

  /** What the command is. */
  public enum Kind {
    JAVA,
    SHELL
  }

  /**
   * A parameter of a Java method.
   *
   * @param type the erased type as in source, such as {@code double} or {@code java.util.List};
   *     empty where the engine did not say. It tells overloaded methods apart.
   */
  public record Parameter(String name, Optional<String> type) {}

  /** All that is blotted out. */
  Set<String> blotted() {
    Set<String> values = new LinkedHashSet<>(secrets.values());
    values.addAll(hidden);
    return values;
  }

  /** What the command is. */
  Kind kind() {
    return function.kind();
  }

  String command() {
    return function.command();
  }

  /** Where user classes are, in order. */
  List<Path> classPath() {
    return function.classPath();
  }

  Returns returns() {
    return function.returns();
  }

  /** Where objects are stored. */
  Path objects() {
    return function.objects();
  }

  /**
   * Reads the message.
   *
   * @param function of which it is a task
   * @throws io.eagleray.worker.json.JsonException when a field is missing or has another form
   */
  static RunMessage of(Fields fields, TaskFunction function) {
    return new RunMessage(
        fields.number("task"),
        function,
        fields.optionalText("step").orElse(""),
        fields.number("attempt", 1),
        fields.object("arguments"),
        fields.optionalObject("trial").map(TrialStart::of),
        fields.textMap("environment"),
        fields.textMap("secrets"),
        fields.texts("hidden"),
        fields.optionalText("log").map(Path::of));
  }
}
