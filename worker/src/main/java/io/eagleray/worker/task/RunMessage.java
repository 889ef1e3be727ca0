package io.eagleray.worker.task;

import io.eagleray.worker.json.Fields;
import io.eagleray.worker.value.Return;
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
 * @param arguments JSON values by parameter name
 * @param trial the trial that the task is, or empty for a step
 * @param environment variables for shell children
 * @param secrets variables for shell children, blotted out of everything that is written
 * @param hidden secrets of other tasks, blotted out too
 */
public record RunMessage(
    long task,
    Kind kind,
    String step,
    long attempt,
    String command,
    Map<String, @Nullable Object> arguments,
    List<Parameter> parameters,
    List<Path> classPath,
    Returns returns,
    Optional<TrialStart> trial,
    Map<String, String> environment,
    Map<String, String> secrets,
    List<String> hidden,
    Path directory,
    Optional<Path> log,
    Path objects) {

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

  /**
   * The trial that a task runs.
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

    static TrialStart of(Fields fields) {
      return new TrialStart(
          (int) fields.number("number"),
          (int) fields.number("attempt", 1),
          (int) fields.number("step", 0),
          fields.map().get("checkpoint"),
          fields.object("config"));
    }
  }

  /** All that is blotted out. */
  Set<String> blotted() {
    Set<String> values = new LinkedHashSet<>(secrets.values());
    values.addAll(hidden);
    return values;
  }

  /**
   * Reads the message.
   *
   * @throws io.eagleray.worker.json.JsonException when a field is missing or has another form
   */
  public static RunMessage of(Fields fields) {
    String kind = fields.text("kind");
    return new RunMessage(
        fields.number("task"),
        switch (kind) {
          case "java" -> Kind.JAVA;
          case "shell" -> Kind.SHELL;
          default ->
              throw new io.eagleray.worker.json.JsonException(
                  "\"kind\" must be java or shell here, not " + kind);
        },
        fields.optionalText("step").orElse(""),
        fields.number("attempt", 1),
        fields.text("command"),
        fields.object("arguments"),
        fields.list("parameters").stream()
            .map(Fields::of)
            .map(p -> new Parameter(p.text("name"), p.optionalText("type")))
            .toList(),
        fields.texts("class_path").stream().map(Path::of).toList(),
        new Returns(fields.list("returns").stream().map(Fields::of).map(Return::of).toList()),
        fields.optionalObject("trial").map(TrialStart::of),
        fields.textMap("environment"),
        fields.textMap("secrets"),
        fields.texts("hidden"),
        Path.of(fields.optionalText("directory").orElse("")),
        fields.optionalText("log").map(Path::of),
        Path.of(fields.optionalText("objects").orElse(".")));
  }
}
