package io.eagleray.worker.task;

import io.eagleray.worker.json.Fields;
import io.eagleray.worker.json.JsonException;
import io.eagleray.worker.value.Return;
import io.eagleray.worker.value.Returns;
import java.nio.file.Path;
import java.util.List;

/**
 * What tasks that call one function have in common: a message of its own, or part of the message of
 * a task.
 *
 * @param directory where scripts run
 * @param objects where objects are stored
 */
record TaskFunction(
    RunMessage.Kind kind,
    String command,
    List<RunMessage.Parameter> parameters,
    List<Path> classPath,
    Returns returns,
    Path directory,
    Path objects) {

  /**
   * Reads the fields.
   *
   * @throws JsonException when one is missing or has another form
   */
  static TaskFunction of(Fields fields) {
    String kind = fields.text("kind");
    return new TaskFunction(
        switch (kind) {
          case "java" -> RunMessage.Kind.JAVA;
          case "shell" -> RunMessage.Kind.SHELL;
          default -> throw new JsonException("\"kind\" must be java or shell here, not " + kind);
        },
        fields.text("command"),
        fields.list("parameters").stream()
            .map(Fields::of)
            .map(p -> new RunMessage.Parameter(p.text("name"), p.optionalText("type")))
            .toList(),
        fields.texts("class_path").stream().map(Path::of).toList(),
        new Returns(fields.list("returns").stream().map(Fields::of).map(Return::of).toList()),
        Path.of(fields.optionalText("directory").orElse("")),
        Path.of(fields.optionalText("objects").orElse(".")));
  }
}
