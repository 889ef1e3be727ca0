package io.eagleray.cli;

import io.eagleray.engine.RunFiles;
import io.eagleray.engine.catalog.FolderCatalog;
import io.eagleray.engine.store.SqliteRunStore;
import io.eagleray.problem.InvalidInputException;
import io.eagleray.problem.Location;
import io.eagleray.problem.Nearest;
import io.eagleray.spi.Catalog;
import io.eagleray.spi.RunStore;
import java.nio.file.Files;
import java.util.List;
import java.util.function.Function;

/** Puts the parts together: the only place that knows which store and which catalog there are. */
final class Parts {
  private static final String LATEST = "last";

  private final Root root;

  Parts(Root root) {
    this.root = root;
  }

  /** Whether anything ever ran with this state folder. */
  boolean hasRuns() {
    return Files.exists(root.state().resolve(SqliteRunStore.DATABASE));
  }

  RunStore store() {
    return SqliteRunStore.open(root.state());
  }

  Catalog catalog(RunStore store) {
    return new FolderCatalog(
        root.state(), root.console().clock(), FolderCatalog.USUAL_GRACE, store::driven);
  }

  /** Where a run's files lie. */
  RunFiles files(String runId) {
    return RunFiles.of(root.state(), runId);
  }

  /**
   * Works with the store on a run that the user named.
   *
   * @param name an id, or {@code last} for the newest
   * @throws InvalidInputException if there is no such run
   */
  <T> T withRun(String name, Function<Found, T> work) {
    if (!hasRuns()) {
      throw noRuns(name);
    }
    try (RunStore store = store()) {
      return work.apply(new Found(store, find(store.runs(), name)));
    }
  }

  private String find(List<String> runs, String name) {
    if (runs.contains(name)) {
      return name;
    }
    if (runs.isEmpty()) {
      throw noRuns(name);
    }
    if (name.equals(LATEST)) {
      return runs.getFirst();
    }
    throw new InvalidInputException(
        Location.of("command line"),
        "no run \"" + name + "\" in " + root.stateName() + Nearest.hint(name, runs));
  }

  private InvalidInputException noRuns(String name) {
    return new InvalidInputException(
        Location.of("command line"),
        (name.equals(LATEST) ? "" : "no run \"" + name + "\": ")
            + "there are no runs in "
            + root.stateName());
  }

  /** A run that is there, and the store that has it. */
  record Found(RunStore store, String id) {
    PastRun read() {
      return PastRun.read(store, id);
    }
  }
}
