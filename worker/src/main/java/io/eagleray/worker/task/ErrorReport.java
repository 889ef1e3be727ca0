package io.eagleray.worker.task;

import io.eagleray.worker.fault.WorkerException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What the engine is told of a failure: type, message, place in the user's files, short stack. */
final class ErrorReport {
  private static final int MAX_FRAMES = 50;
  private static final int MAX_CAUSES = 5;
  private static final int FRAMES_WITHOUT_USER = 15;
  private static final int MAX_MESSAGE = 10_000;

  private ErrorReport() {}

  static Map<String, @Nullable Object> of(
      Throwable failure, List<Path> classPath, boolean cancelled) {
    Map<String, @Nullable Object> report = new LinkedHashMap<>();
    report.put("type", type(failure));
    report.put("message", message(failure));
    quietly(() -> place(failure, classPath), Optional.<String>empty())
        .ifPresent(place -> report.put("at", place));
    report.put(
        "stack", failure instanceof WorkerException ? "" : quietly(() -> stack(failure), ""));
    report.put("cancelled", cancelled);
    return report;
  }

  private static String type(Throwable failure) {
    String simple = failure.getClass().getSimpleName();
    if (failure instanceof WorkerException) {
      // The names that the Python worker gives to the same findings.
      return simple.replaceFirst("Exception$", "Error");
    }
    return simple.isEmpty() ? failure.getClass().getName() : simple;
  }

  /** The methods of an exception are the user's code, too, and may throw themselves. */
  private static <T> T quietly(Supplier<T> read, T otherwise) {
    try {
      return read.get();
    } catch (Throwable e) {
      return otherwise;
    }
  }

  private static String message(Throwable failure) {
    String message =
        quietly(
            () -> Objects.requireNonNullElse(failure.getMessage(), ""),
            "an exception of type " + type(failure) + " whose text cannot be read");
    return message.length() > MAX_MESSAGE ? message.substring(0, MAX_MESSAGE) + "…" : message;
  }

  /** The innermost frame in the user's own files, of the failure or of what caused it. */
  private static Optional<String> place(Throwable failure, List<Path> classPath) {
    List<Path> folders = classPath.stream().filter(Files::isDirectory).toList();
    Optional<StackTraceElement> own =
        chain(failure).stream()
            .flatMap(t -> Arrays.stream(t.getStackTrace()))
            .filter(frame -> isUsers(frame) && isIn(folders, frame))
            .findFirst();
    return own.or(() ->
            chain(failure).stream()
                .flatMap(t -> Arrays.stream(t.getStackTrace()))
                .filter(ErrorReport::isUsers)
                .findFirst())
        .map(ErrorReport::describe);
  }

  private static boolean isUsers(StackTraceElement frame) {
    return UserClasses.LOADER_NAME.equals(frame.getClassLoaderName());
  }

  private static boolean isWorkers(StackTraceElement frame) {
    return frame.getClassName().startsWith("io.eagleray.worker.");
  }

  /** Own classes stand in folders, libraries in jars. */
  private static boolean isIn(List<Path> folders, StackTraceElement frame) {
    String file = frame.getClassName().replace('.', '/') + ".class";
    return folders.stream().anyMatch(folder -> Files.exists(folder.resolve(file)));
  }

  private static String describe(StackTraceElement frame) {
    String method = frame.getMethodName();
    if (method.startsWith("lambda$")) {
      method = method.split("\\$", -1)[1];
    }
    String file = Objects.requireNonNullElse(frame.getFileName(), frame.getClassName());
    String line = frame.getLineNumber() > 0 ? ":" + frame.getLineNumber() : "";
    return file + line + " in " + method;
  }

  private static String stack(Throwable failure) {
    StringBuilder text = new StringBuilder();
    for (Throwable one : chain(failure)) {
      text.append(text.isEmpty() ? "" : "\ncaused by ").append(one.getClass().getName());
      if (!message(one).isEmpty()) {
        text.append(": ").append(message(one));
      }
      for (StackTraceElement frame : frames(one)) {
        text.append("\n  at ")
            .append(frame.getClassName())
            .append('.')
            .append(frame.getMethodName())
            .append('(')
            .append(Objects.requireNonNullElse(frame.getFileName(), "?"))
            .append(frame.getLineNumber() > 0 ? ":" + frame.getLineNumber() : "")
            .append(')');
      }
    }
    return text.toString();
  }

  /** The frames down to the user's outermost one, without the worker's between them. */
  private static List<StackTraceElement> frames(Throwable failure) {
    List<StackTraceElement> all = List.of(failure.getStackTrace());
    int last = all.size() - 1;
    while (last >= 0 && !isUsers(all.get(last))) {
      last--;
    }
    if (last < 0) {
      return all.subList(0, Math.min(all.size(), FRAMES_WITHOUT_USER));
    }
    return all.subList(0, last + 1).stream()
        .filter(frame -> isUsers(frame) || !isWorkers(frame))
        .limit(MAX_FRAMES)
        .toList();
  }

  private static List<Throwable> chain(Throwable failure) {
    List<Throwable> chain = new ArrayList<>();
    for (Throwable t = failure; t != null && chain.size() < MAX_CAUSES; t = t.getCause()) {
      chain.add(t);
    }
    return chain;
  }
}
