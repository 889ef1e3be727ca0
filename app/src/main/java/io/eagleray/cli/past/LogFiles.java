package io.eagleray.cli.past;

import io.eagleray.run.StepPath;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The logs of a run: {@code STEP-ATTEMPT.log} for steps, {@code STEP/trial-NUMBER-ATTEMPT.log} for
 * trials.
 */
record LogFiles(Path folder) {
  private static final Pattern STEP = Pattern.compile("(.+)-([0-9]+)\\.log");
  private static final Pattern TRIAL = Pattern.compile("trial-([0-9]+)-([0-9]+)\\.log");

  /**
   * A log.
   *
   * @param step its path, or what stands for one that is too long for a file's name
   * @param trial empty for a step's own
   * @param modified for the order of reading, in milliseconds
   */
  record LogFile(Path file, String step, Optional<Integer> trial, int attempt, long modified) {
    /** What stands before its lines: {@code tune/7}. */
    String label() {
      return step + trial.map(number -> "/" + number).orElse("");
    }
  }

  /** All logs, the oldest change first. */
  List<LogFile> all() {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.walk(folder, 2)) {
      return files
          .filter(file -> file.toString().endsWith(".log"))
          .flatMap(file -> read(file).stream())
          .sorted(Comparator.comparingLong(LogFile::modified).thenComparing(LogFile::file))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The logs of one step, of all its attempts, its trials' among them. */
  List<LogFile> of(String step) {
    String named = StepPath.ofFileName(new StepPath(step).fileName()).text();
    return all().stream().filter(log -> log.step().equals(named)).toList();
  }

  private Optional<LogFile> read(Path file) {
    Path name = folder.relativize(file);
    String last = name.getFileName().toString();
    if (name.getNameCount() == 2) {
      Matcher trial = TRIAL.matcher(last);
      return trial.matches()
          ? Optional.of(
              new LogFile(
                  file,
                  StepPath.ofFileName(name.getName(0).toString()).text(),
                  Optional.of(Integer.parseInt(trial.group(1))),
                  Integer.parseInt(trial.group(2)),
                  modified(file)))
          : Optional.empty();
    }
    Matcher step = STEP.matcher(last);
    return step.matches()
        ? Optional.of(
            new LogFile(
                file,
                StepPath.ofFileName(step.group(1)).text(),
                Optional.empty(),
                Integer.parseInt(step.group(2)),
                modified(file)))
        : Optional.empty();
  }

  private static long modified(Path file) {
    try {
      return Files.getLastModifiedTime(file).toMillis();
    } catch (IOException gone) {
      return 0;
    }
  }
}
