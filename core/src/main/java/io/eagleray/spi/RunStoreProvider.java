package io.eagleray.spi;

import java.time.Clock;
import java.util.List;
import java.util.Optional;

/** A kind of run store, which a config file chooses by name. Found by {@code ServiceLoader}. */
public interface RunStoreProvider {

  /** The words under {@code type}: our own first, then Runnable's for the same. */
  List<String> types();

  /**
   * Reads {@code config}; opens nothing. What is wrong is told to the reader's problems.
   *
   * @param config empty where a config file says nothing
   */
  Source read(MappingReader config, StoreSurroundings surroundings);

  /** A run store that can be opened. */
  interface Source {

    /** Where the runs are, for messages; empty for the state folder. */
    Optional<String> place();

    /** Whether anything may have been stored there; looking makes nothing. */
    boolean mayHaveRuns();

    /** Whether other processes see what one has stored there. */
    default boolean isShared() {
      return true;
    }

    /**
     * Opens it, and makes what is missing.
     *
     * @param clock for when a run was made
     * @throws io.eagleray.problem.EnvironmentException if it cannot be used; the message says what
     *     to do
     */
    RunStore open(Clock clock);
  }
}
