package io.eagleray.cli.past;

import io.eagleray.cli.console.ExitCode;
import io.eagleray.cli.console.Root;
import io.eagleray.json.JsonObject;
import io.eagleray.problem.InvalidInputException;
import io.eagleray.problem.Location;
import io.eagleray.run.RunStatus;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code cancel}: asks the process that drives a run to end it. */
@Command(name = "cancel", description = "Cancels a run that another terminal started.")
public final class CancelCommand implements Callable<Integer> {
  private static final long TURN_MILLIS = 100;

  private final Root root;

  @Parameters(index = "0", paramLabel = "RUN", description = "a run's id, or last")
  private String run = "";

  @Option(
      names = "--wait",
      paramLabel = "SECONDS",
      description = "how long to wait for its end (default: 30)")
  private int seconds = 30;

  public CancelCommand(Root root) {
    this.root = root;
  }

  @Override
  public Integer call() {
    Parts parts = new Parts(root);
    return parts.withRun(run, found -> cancel(found, parts.files(found.id()).cancelRequest()));
  }

  // The driver looks for the file; a signal could hit a stranger that has the driver's old number.
  private int cancel(Parts.Found found, Path request) {
    if (!found.store().isLocked(found.id())) {
      throw new InvalidInputException(
          Location.of("command line"),
          "run \"" + found.id() + "\" is not running: it is " + found.read().status());
    }
    ask(request);
    Instant limit = root.console().clock().instant().plus(Duration.ofSeconds(seconds));
    while (found.store().isLocked(found.id()) && root.console().clock().instant().isBefore(limit)) {
      ask(request); // again: a process that has just begun with a step forgets older requests
      if (!pause()) {
        return ExitCode.INTERRUPTED;
      }
    }
    RunStatus status = found.read().status();
    if (root.isJson()) {
      root.console()
          .out()
          .println(
              JsonObject.builder()
                  .put("run_id", found.id())
                  .put("status", status.name())
                  .build()
                  .text());
    } else if (!root.isQuiet()) {
      root.console()
          .out()
          .println(
              status.isEnded()
                  ? "run " + found.id() + " is " + status
                  : "run " + found.id() + " was asked to end and has not yet");
    }
    return ExitCode.DONE;
  }

  private static void ask(Path request) {
    try {
      Files.createDirectories(request.getParent());
      Files.writeString(request, "");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(TURN_MILLIS);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
