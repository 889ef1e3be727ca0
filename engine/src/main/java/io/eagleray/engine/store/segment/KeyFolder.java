package io.eagleray.engine.store.segment;

import io.eagleray.run.Event;
import io.eagleray.run.RunEvent;
import io.eagleray.spi.EarlierStep;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Successes by their keys: {@code ab/cdef…/<run>}, each a record like those of segments, written
 * after the segment has the event. One that is missing or cut off costs no more than that the step
 * runs again.
 */
final class KeyFolder {
  /** No run has such a name. */
  private static final String NAME = ".keys";

  private static final int MOST_TRIES = 100;

  private static final Pattern FORM = Pattern.compile("[0-9a-f]{4,}");

  private final Path folder;

  KeyFolder(Path home) {
    this.folder = home.resolve(NAME);
  }

  /** Files those events that have a key. */
  void add(String runId, List<Event> events) throws IOException {
    for (Event event : events) {
      Optional<String> key = key(event);
      if (key.isPresent()) {
        write(of(key.get()), runId, SegmentRecord.encode(List.of(event)));
      }
    }
  }

  /** Whoever removes the last success of a key removes its folder, maybe at this moment. */
  private static void write(Path place, String runId, byte[] record) throws IOException {
    Path unfinished = place.resolve("." + UUID.randomUUID());
    for (int tries = 1; !Files.exists(unfinished); tries++) {
      try {
        Files.createDirectories(place);
        Files.write(unfinished, record);
      } catch (NoSuchFileException | FileAlreadyExistsException e) {
        if (tries == MOST_TRIES) {
          throw e;
        }
      }
    }
    Files.move(
        unfinished,
        place.resolve(runId),
        StandardCopyOption.ATOMIC_MOVE,
        StandardCopyOption.REPLACE_EXISTING);
  }

  /** The newest success under a key, of a run that is asked for. */
  Optional<EarlierStep> newest(String key, Predicate<String> ofRun) throws IOException {
    try (Stream<Path> files = Files.list(of(key))) {
      return files
          .filter(file -> !file.getFileName().toString().startsWith("."))
          .filter(file -> ofRun.test(file.getFileName().toString()))
          .flatMap(file -> read(file).stream())
          .max(Comparator.comparing(EarlierStep::at));
    } catch (NoSuchFileException | NotDirectoryException none) {
      return Optional.empty();
    }
  }

  private static Optional<EarlierStep> read(Path file) {
    try {
      byte[] record = Files.readAllBytes(file);
      byte[] line = Arrays.copyOf(record, Math.max(0, record.length - 1));
      return SegmentRecord.decode(line, file.toString())
          .map(List::getFirst)
          .filter(event -> event.body() instanceof RunEvent.StepEnded)
          .map(event ->
              new EarlierStep(
                  file.getFileName().toString(), event.at(), (RunEvent.StepEnded) event.body()));
    } catch (IOException deleted) {
      return Optional.empty();
    }
  }

  /** Forgets a run's success; nothing happens if there is none. */
  void remove(String runId, Event event) throws IOException {
    Optional<String> key = key(event);
    if (key.isPresent()) {
      Path place = of(key.get());
      Files.deleteIfExists(place.resolve(runId));
      try {
        Files.deleteIfExists(place);
      } catch (FileSystemException ofOtherRunsToo) {
        return;
      }
    }
  }

  private static Optional<String> key(Event event) {
    return event.body() instanceof RunEvent.StepEnded end ? end.key() : Optional.empty();
  }

  private Path of(String key) {
    if (!FORM.matcher(key).matches()) {
      throw new IllegalArgumentException("a key in lower-case hex, not " + key);
    }
    return folder.resolve(key.substring(0, 2)).resolve(key.substring(2));
  }
}
