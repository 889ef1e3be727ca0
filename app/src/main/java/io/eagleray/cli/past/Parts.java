package io.eagleray.cli.past;

import io.eagleray.cli.console.Configured;
import io.eagleray.cli.console.Root;
import io.eagleray.engine.Configuration;
import io.eagleray.engine.RunFiles;
import io.eagleray.problem.InvalidInputException;
import io.eagleray.problem.Location;
import io.eagleray.problem.Nearest;
import io.eagleray.spi.Catalog;
import io.eagleray.spi.RunStore;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;

/** The run store and the catalog that a command works with. */
public final class Parts {
  private static final String LATEST = "last";

  private final Root root;
  private final Configuration configuration;

  /**
   * @throws InvalidInputException with all that is wrong in the config file
   */
  public Parts(Root root) {
    this.root = root;
    this.configuration = new Configured(root).configuration(false);
  }

  /** Whether anything may ever have run here. */
  boolean hasRuns() {
    return configuration.runs().mayHaveRuns();
  }

  RunStore store() {
    return new HeldRuns(
        configuration.runs().open(root.console().clock()), HeldRuns.locks(root.state()));
  }

  Catalog catalog(RunStore store) {
    return configuration.catalog().open(root.console().clock(), store::driven);
  }

  /** Where the runs are, for messages. */
  public String place() {
    return configuration.runs().place().orElseGet(root::stateName);
  }

  /** The state folder; absolute. */
  Path state() {
    return root.state();
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
  public <T> T withRun(String name, Function<Found, T> work) {
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
        "no run \"" + name + "\" in " + place() + Nearest.hint(name, runs));
  }

  private InvalidInputException noRuns(String name) {
    return new InvalidInputException(
        Location.of("command line"),
        (name.equals(LATEST) ? "" : "no run \"" + name + "\": ")
            + "there are no runs in "
            + place());
  }

  /** A run that is there, and the store that has it. */
  public record Found(RunStore store, String id) {
    /** Its log, read. */
    public PastRun read() {
      return PastRun.read(store, id);
    }
  }
}
