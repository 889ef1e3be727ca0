package io.eagleray.engine.store.segment;

import io.eagleray.problem.EnvironmentException;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The folders of runs. A run is there as long as its marker is, whose text is when the run was
 * made.
 *
 * @param home the folder around them; absolute
 */
record RunFolders(Path home, Clock clock) {
  private static final String MARKER = "created";

  /** What the marker becomes: as long as it is there, a deletion has not come to its end. */
  private static final String DELETED = "deleted";

  static RunFolders open(Path home, Clock clock) {
    try {
      Files.createDirectories(home);
    } catch (IOException e) {
      throw new EnvironmentException(
          "the folder "
              + home
              + " of run logs cannot be made ("
              + e
              + "); choose another log_folder in the config file",
          e);
    }
    return new RunFolders(home, clock);
  }

  Path of(String runId) {
    return home.resolve(runId);
  }

  Path marker(String runId) {
    return of(runId).resolve(MARKER);
  }

  boolean has(String runId) {
    return Files.exists(marker(runId));
  }

  /** Makes a run's folder; false where the run is there already. */
  boolean create(String runId) throws IOException {
    Files.createDirectories(of(runId));
    Path marker = marker(runId);
    if (!has(runId) && Files.exists(of(runId).resolve(DELETED))) {
      clear(runId);
    }
    try {
      Files.createFile(marker);
    } catch (FileAlreadyExistsException taken) {
      return false;
    }
    Files.writeString(marker, madeAt().toString(), StandardOpenOption.DSYNC);
    SegmentWriter.forceFolder(of(runId));
    SegmentWriter.forceFolder(home);
    return true;
  }

  /** Now, or a little later than every other run, so that the order is that of their making. */
  private Instant madeAt() throws IOException {
    Instant now = clock.instant();
    return made().stream()
        .map(made -> made.at().plusNanos(1))
        .filter(after -> after.isAfter(now))
        .max(Comparator.naturalOrder())
        .orElse(now);
  }

  private record Made(String runId, Instant at) {}

  private List<Made> made() throws IOException {
    List<Made> runs = new ArrayList<>();
    try (Stream<Path> folders = Files.list(home)) {
      for (Path folder : folders.toList()) {
        String runId = folder.getFileName().toString();
        madeAt(runId).ifPresent(at -> runs.add(new Made(runId, at)));
      }
    }
    return runs;
  }

  private Optional<Instant> madeAt(String runId) throws IOException {
    Path marker = marker(runId);
    if (!Files.isRegularFile(marker)) {
      return Optional.empty();
    }
    try {
      return Optional.of(Instant.parse(Files.readString(marker)));
    } catch (NoSuchFileException deleted) {
      return Optional.empty();
    } catch (DateTimeException beingMade) {
      return Optional.of(Instant.EPOCH);
    }
  }

  List<String> newestFirst() throws IOException {
    return made().stream()
        .sorted(Comparator.comparing(Made::at).thenComparing(Made::runId).reversed())
        .map(Made::runId)
        .toList();
  }

  /** Deletes the marker first: from then on there is no such run. */
  boolean delete(String runId) throws IOException {
    if (!has(runId)) {
      return false;
    }
    Files.move(marker(runId), of(runId).resolve(DELETED), StandardCopyOption.REPLACE_EXISTING);
    clear(runId);
    return true;
  }

  /** Deletes the segments of a run that is gone, so that no other of its name has them. */
  private void clear(String runId) throws IOException {
    try (Stream<Path> files = Files.list(of(runId))) {
      for (Path file : files.toList()) {
        if (file.getFileName().toString().endsWith(SegmentFiles.SUFFIX)) {
          Files.deleteIfExists(file);
        }
      }
    }
    Files.deleteIfExists(of(runId).resolve(DELETED));
  }
}
