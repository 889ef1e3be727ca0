package io.eagleray.engine.task.python;

import io.eagleray.json.Json;
import io.eagleray.json.JsonText;
import io.eagleray.model.Task;
import io.eagleray.problem.Problems;
import java.util.Optional;
import java.util.Set;

/** The forms of a Python function: both take plain and {@code async} ones. */
enum PythonForm {
  /** What a generator returns is its return value, or else its last one. */
  PLAIN("python", Set.of()),
  /** What a generator returns may come with an event that says by its type that it is the last. */
  EVENTS("async-python", Set.of(PythonForm.END));

  private static final String END = "stream_end_type";
  private static final String USUAL_END = "done";

  private final String commandType;
  private final Set<String> keys;

  PythonForm(String commandType, Set<String> keys) {
    this.commandType = commandType;
    this.keys = keys;
  }

  String commandType() {
    return commandType;
  }

  Set<String> keys() {
    return keys;
  }

  void check(Task task, Problems problems) {
    Json end = task.options().get(END).orElse(Json.NULL);
    if (end != Json.NULL && !(end instanceof JsonText)) {
      problems.error(
          task.at(), END + " must be the type of an event, such as \"done\", not " + end.text());
    }
  }

  /** The type of the event whose other values the function returns. */
  Optional<String> end(Task task) {
    return this == PLAIN
        ? Optional.empty()
        : Optional.of(task.options().text(END).orElse(USUAL_END));
  }
}
