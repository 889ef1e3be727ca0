package io.eagleray.worker.task;

import java.lang.System.Logger;
import java.util.Optional;
import java.util.ResourceBundle;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Notices {@code System.exit} in user code. The platform logs each exit, on the thread that calls
 * it and before anything is shut down, to the logger {@code java.lang.Runtime} (a documented
 * feature since Java 21); this service hands out a logger for that name which answers for the
 * thread's task. All other loggers are the platform's usual ones.
 */
public final class ExitLog extends System.LoggerFinder {
  private static final String EXIT_LOGGER = "java.lang.Runtime";
  private static final Pattern STATUS = Pattern.compile("status: (-?\\d+)");

  @Override
  public Logger getLogger(String name, Module module) {
    return name.equals(EXIT_LOGGER) ? new ExitLogger() : new UsualLogger(name);
  }

  private static final class ExitLogger implements Logger {
    @Override
    public String getName() {
      return EXIT_LOGGER;
    }

    @Override
    public boolean isLoggable(Level level) {
      return CurrentTask.get().isPresent();
    }

    @Override
    public void log(
        Level level,
        @Nullable ResourceBundle bundle,
        @Nullable String text,
        @Nullable Throwable trace) {
      Matcher status = STATUS.matcher(String.valueOf(text));
      Optional<TaskRun> task = CurrentTask.get();
      if (task.isPresent() && status.find()) {
        int code = Integer.parseInt(status.group(1));
        task.get().processEnds(code, trace == null ? new Throwable() : trace);
        HaltGuard.start(code);
      }
    }

    @Override
    public void log(
        Level level,
        @Nullable ResourceBundle bundle,
        @Nullable String format,
        @Nullable Object @Nullable ... parameters) {
      log(level, bundle, format, (Throwable) null);
    }
  }
}
