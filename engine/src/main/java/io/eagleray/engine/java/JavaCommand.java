package io.eagleray.engine.java;

import io.eagleray.model.Task;
import io.eagleray.problem.Problems;
import java.util.Optional;

/**
 * What a Java step runs: {@code Housing.java::prepare}, or {@code com.acme.Housing::prepare} on the
 * class path.
 *
 * @param target the file, or the class's binary name
 */
record JavaCommand(String target, String method) {
  private static final String SEPARATOR = "::";

  /** Reads a task's command; empty, with a problem told, where it has another form. */
  static Optional<JavaCommand> read(Task task, Problems problems) {
    String text = task.command().strip();
    int at = text.lastIndexOf(SEPARATOR);
    String target = at < 0 ? "" : text.substring(0, at).strip();
    String method = at < 0 ? "" : text.substring(at + SEPARATOR.length()).strip();
    if (target.isEmpty() || method.isEmpty()) {
      problems.error(
          task.at(),
          "a Java command is File.java::method or package.Class::method, not \"" + text + "\"");
      return Optional.empty();
    }
    return Optional.of(new JavaCommand(target, method));
  }

  boolean isSource() {
    return target.endsWith(".java");
  }
}
