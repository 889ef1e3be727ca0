package io.eagleray.cli.run;

import io.eagleray.cli.console.ExitCode;
import io.eagleray.cli.console.Root;
import io.eagleray.engine.RunFiles;
import io.eagleray.problem.EnvironmentException;
import io.eagleray.spi.Cancellation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Runs commands on one run's steps, each in a process of its own, and waits for their end. */
final class StepProcess {
  /** How often a process may die over the same command. */
  private static final int MAX_DEATHS = 3;

  private static final long TURN_MILLIS = 200;
  private static final int MAX_RELEASE_TURNS = 50;

  private final Root root;
  private final EngineOptions options;
  private final String runId;
  private final RunTail tail;
  private final Cancellation cancellation;
  private final RunFiles files;
  private final OwnProgram program;

  /**
   * @param tail is read on while a process works
   */
  StepProcess(
      Root root, EngineOptions options, String runId, RunTail tail, Cancellation cancellation) {
    this.root = root;
    this.options = options;
    this.runId = runId;
    this.tail = tail;
    this.cancellation = cancellation;
    this.files = RunFiles.of(root.state(), runId);
    this.program = new OwnProgram(root.console(), files.folder());
  }

  /**
   * Runs a command until what it is for is in the log: one that dies is started again.
   *
   * @param done looks at the log
   * @throws EnvironmentException if it cannot be run, or dies again and again
   */
  void run(String command, String step, BooleanSupplier done) {
    for (int deaths = 0; deaths < MAX_DEATHS && !cancellation.isRequested(); deaths++) {
      int code = exitCode(program.start(arguments(command, step)));
      if (code == ExitCode.INPUT || code == ExitCode.ENVIRONMENT) {
        throw new EnvironmentException(
            command + " of step \"" + step + "\" could not be run: " + program.lastError());
      }
      if (done.getAsBoolean()) {
        return;
      }
      awaitRelease();
    }
    if (!cancellation.isRequested()) {
      throw new EnvironmentException(
          "the processes of step \""
              + step
              + "\" die; the last one's words are in "
              + program.errors());
    }
  }

  private int exitCode(Process process) {
    try {
      while (!process.waitFor(TURN_MILLIS, TimeUnit.MILLISECONDS)) {
        tail.read();
        if (cancellation.isRequested()) {
          askToCancel(); // again and again: one that has just begun forgets older requests
        }
      }
      tail.read();
      return process.exitValue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new EnvironmentException("interrupted while a step was running");
    } finally {
      process.destroy();
    }
  }

  /** A database may need a moment to see that the process which held the run is dead. */
  private void awaitRelease() {
    for (int turn = 0; turn < MAX_RELEASE_TURNS && tail.isDriven(); turn++) {
      try {
        TimeUnit.MILLISECONDS.sleep(TURN_MILLIS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  private void askToCancel() {
    try {
      Files.writeString(files.cancelRequest(), "");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private List<String> arguments(String command, String step) {
    List<String> arguments = new ArrayList<>(List.of(command));
    arguments.addAll(List.of("--state", root.state().toString(), "--quiet", "--with-input"));
    root.config()
        .map(Path::toString)
        .ifPresent(file -> arguments.addAll(List.of("--config", file)));
    arguments.addAll(options.arguments());
    arguments.addAll(List.of("--", runId, step)); // A step may be called like an option.
    return arguments;
  }
}
