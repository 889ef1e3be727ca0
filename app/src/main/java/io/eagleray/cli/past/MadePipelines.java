package io.eagleray.cli.past;

import io.eagleray.run.Event;
import io.eagleray.run.RunEvent;
import io.eagleray.spi.RunStore;
import io.eagleray.spi.RunStore.Excerpt;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * The files of pipelines that code or {@code tune} has made in the state folder: they go with the
 * last run that was started from them.
 */
final class MadePipelines {
  private final Path state;
  private final RunStore store;

  /** When the newest of the runs that go was made, by the file that it was started from. */
  private final Map<Path, Instant> going = new HashMap<>();

  /**
   * @param state the state folder
   */
  MadePipelines(Path state, RunStore store) {
    this.state = state;
    this.store = store;
  }

  /** Remembers the file of a run that is about to be forgotten. */
  void goesWith(String run) {
    store.read(
        run,
        Excerpt.CREATION,
        event -> {
          if (event.body() instanceof RunEvent.RunCreated created) {
            Path file = file(created);
            if (file.startsWith(state.resolve("pipelines"))
                || file.startsWith(state.resolve("tune"))) {
              going.merge(file, event.at(), (a, b) -> a.isAfter(b) ? a : b);
            }
          }
        });
  }

  /** Deletes the files that no run which stays was started from. */
  void delete() {
    going.forEach(MadePipelines::delete);
  }

  /** Takes in an event of a run that stays. */
  void keep(Event event) {
    if (event.body() instanceof RunEvent.RunCreated created) {
      going.remove(file(created));
    }
  }

  /** A file that was written again since then is of a run that is about to be made. */
  private static void delete(Path file, Instant made) {
    try {
      if (Files.exists(file) && !Files.getLastModifiedTime(file).toInstant().isAfter(made)) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path file(RunEvent.RunCreated created) {
    return Path.of(created.root()).resolve(created.pipelineFile()).normalize();
  }
}
