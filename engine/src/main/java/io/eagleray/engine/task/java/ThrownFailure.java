package io.eagleray.engine.task.java;

import io.eagleray.run.Failure;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Optional;

/** What a function of the program has thrown, as the failure of its task. */
final class ThrownFailure {
  /** Made beforehand: for when there is no memory left to make any. */
  static final Failure UNTOLD =
      Failure.of("error", "the function failed, and what it threw cannot be told");

  private ThrownFailure() {}

  /** Never throws, though the user's code is asked, whose methods may throw in their turn. */
  static Failure of(Throwable thrown) {
    try {
      return whole(thrown);
    } catch (Throwable untold) {
      try {
        return Failure.of(
            thrown.getClass().getSimpleName(),
            "its message cannot be told: " + untold.getClass().getSimpleName());
      } catch (Throwable nothingLeft) {
        return UNTOLD;
      }
    }
  }

  private static Failure whole(Throwable thrown) {
    StringWriter stack = new StringWriter();
    thrown.printStackTrace(new PrintWriter(stack));
    String message = thrown.getMessage();
    return new Failure(
        thrown.getClass().getSimpleName(),
        message == null ? "" : message,
        place(thrown),
        stack.toString());
  }

  /** The innermost frame that is neither Java's nor ours. */
  private static Optional<String> place(Throwable thrown) {
    for (StackTraceElement frame : thrown.getStackTrace()) {
      String type = frame.getClassName();
      if (!type.startsWith("java.")
          && !type.startsWith("jdk.")
          && !type.startsWith("io.eagleray.")) {
        return Optional.of(frame.getFileName() + ":" + frame.getLineNumber());
      }
    }
    return Optional.empty();
  }
}
