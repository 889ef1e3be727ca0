package io.eagleray.cli.past;

import io.eagleray.engine.store.DriverLocks;
import io.eagleray.file.Folders;
import io.eagleray.run.Event;
import io.eagleray.spi.Catalog;
import io.eagleray.spi.NamedObjects;
import io.eagleray.spi.RunBusyException;
import io.eagleray.spi.RunStore;
import io.eagleray.spi.RunStore.Excerpt;
import io.eagleray.spi.UnknownRunException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Forgets runs for good: log, files, logs of tasks, and objects that no run names any more. */
final class Removal {
  private final Parts parts;
  private final RunStore store;

  Removal(Parts parts, RunStore store) {
    this.parts = parts;
    this.store = store;
  }

  /**
   * What came of it.
   *
   * @param removed the runs that it has forgotten; those that another forgot first are not among
   *     them
   * @param busy why a run stays: somebody began to drive it
   * @param freed how many bytes of objects were freed
   */
  record Outcome(List<String> removed, Optional<RunBusyException> busy, long freed) {
    Outcome {
      removed = List.copyOf(removed);
    }
  }

  /** Forgets runs, but for those that are driven. */
  Outcome of(List<String> runs) {
    Catalog catalog = parts.catalog(store);
    MadePipelines made = new MadePipelines(parts.state(), store);
    List<String> removed = new ArrayList<>();
    Optional<RunBusyException> busy = Optional.empty();
    for (String run : runs) {
      try {
        made.goesWith(run);
        forget(run, catalog);
        removed.add(run);
      } catch (UnknownRunException alreadyForgotten) {
        // Another was quicker.
      } catch (RunBusyException e) {
        busy = Optional.of(e);
      }
    }
    return new Outcome(removed, busy, tidyUp(catalog, made));
  }

  private long tidyUp(Catalog catalog, MadePipelines made) {
    NamedObjects named = new NamedObjects();
    Consumer<Event> staying =
        event -> {
          named.add(event);
          made.keep(event);
        };
    for (String run : store.runs()) {
      try {
        store.read(run, Excerpt.CONTENTS, staying);
      } catch (UnknownRunException forgotten) {
        // Another did that since the runs were listed.
      }
    }
    made.delete();
    return catalog.retain(named.sha256());
  }

  /** The log goes last: as long as it is there, what was left by a kill can be forgotten again. */
  private void forget(String run, Catalog catalog) {
    Path folder = parts.files(run).folder();
    // The store refuses a run that is driven.
    try (RunStore.RunLock held = store.lock(run)) {
      catalog.delete(run);
      deleteInside(folder);
    }
    store.delete(run);
    DriverLocks holders = HeldRuns.locks(parts.state());
    if (!holders.isLocked(run)) {
      holders.forget(run);
    }
  }

  /** Deletes all in a folder but locks: one that has no name any more keeps nobody out. */
  private static void deleteInside(Path folder) {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> entries = Files.list(folder)) {
      for (Path entry : entries.filter(entry -> !entry.toString().endsWith(".lock")).toList()) {
        Folders.delete(entry);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
