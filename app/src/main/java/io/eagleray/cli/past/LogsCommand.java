package io.eagleray.cli.past;

import io.eagleray.cli.console.ExitCode;
import io.eagleray.cli.console.Root;
import io.eagleray.cli.past.LogFiles.LogFile;
import io.eagleray.problem.InvalidInputException;
import io.eagleray.problem.Location;
import io.eagleray.problem.Nearest;
import io.eagleray.run.RunState;
import io.eagleray.run.StepPath;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code logs}: what the tasks of a run printed. */
@Command(name = "logs", description = "Prints what the tasks of a run printed.")
public final class LogsCommand implements Callable<Integer> {
  private static final long TURN_MILLIS = 200;

  private final Root root;
  @Mixin private RunOption run = new RunOption();

  @Parameters(index = "1", paramLabel = "STEP", arity = "0..1", description = "only this step")
  private Optional<String> step = Optional.empty();

  @Option(names = "--trial", paramLabel = "N", description = "only this trial of the step")
  private Optional<Integer> trial = Optional.empty();

  @Option(
      names = {"-f", "--follow"},
      description = "goes on until the run ends")
  private boolean follow;

  public LogsCommand(Root root) {
    this.root = root;
  }

  @Override
  public Integer call() {
    Parts parts = new Parts(root);
    return parts.withRun(
        run.id(),
        found -> {
          LogFiles files = new LogFiles(parts.files(found.id()).logs());
          checkStep(found, files);
          checkTrial(found, files);
          if (follow) {
            follow(found, files);
          } else {
            print(wanted(files));
          }
          return ExitCode.DONE;
        });
  }

  private void checkStep(Parts.Found found, LogFiles files) {
    if (step.isEmpty() || !files.of(step.get()).isEmpty()) {
      return;
    }
    RunState state = found.read().state();
    Set<String> steps = new LinkedHashSet<>(state.created().steps());
    state.steps().forEach(inside -> steps.add(inside.path().text()));
    if (!steps.contains(step.get())) {
      throw new InvalidInputException(
          Location.of("command line"),
          "no step \""
              + step.get()
              + "\" in run \""
              + found.id()
              + "\""
              + Nearest.hint(step.get(), steps));
    }
    if (!follow && trial.isEmpty()) {
      root.console().err().println("step \"" + step.get() + "\" has printed nothing");
    }
  }

  // One that is followed may come yet.
  private void checkTrial(Parts.Found found, LogFiles files) {
    if (trial.isEmpty() || follow || !wanted(files).isEmpty()) {
      return;
    }
    RunState state = found.read().state();
    StepPath search = new Searches(state).named(step).path();
    if (state.trials(search).stream().noneMatch(each -> each.number() == trial.get())) {
      throw new InvalidInputException(
          Location.of("command line"),
          "no trial %d of \"%s\" in run \"%s\", which has %d"
              .formatted(trial.get(), search.text(), found.id(), state.trials(search).size()));
    }
    root.console()
        .err()
        .println("trial " + trial.get() + " of \"" + search.text() + "\" has printed nothing");
  }

  private List<LogFile> wanted(LogFiles files) {
    List<LogFile> logs = step.map(files::of).orElseGet(files::all);
    return trial
        .map(number -> logs.stream().filter(log -> log.trial().equals(trial)).toList())
        .orElse(logs);
  }

  private void print(List<LogFile> logs) {
    for (LogFile log : logs) {
      if (logs.size() > 1) {
        root.console().out().println("==> " + log.label() + ", attempt " + log.attempt() + " <==");
      }
      try {
        Files.copy(log.file(), root.console().out());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    root.console().out().flush();
  }

  private void follow(Parts.Found found, LogFiles files) {
    LogTail tail = new LogTail();
    while (true) {
      boolean driven = found.store().isLocked(found.id());
      boolean any = tail.read(wanted(files), this::printLine);
      // Whoever read it may have had enough.
      if (root.console().out().checkError()) {
        return;
      }
      if (!any && !driven) {
        tail.readToEnd(wanted(files), this::printLine);
        return;
      }
      if (!any && !pause()) {
        return;
      }
    }
  }

  private void printLine(LogTail.Labelled line) {
    boolean labelled = step.isEmpty() || trial.isEmpty();
    root.console().out().println(labelled ? line.label() + " | " + line.line() : line.line());
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
