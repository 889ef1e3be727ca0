package io.eagleray.spi;

import io.eagleray.run.Event;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Keeps run logs. Thread-safe.
 *
 * <p>Every method may throw {@link RunStoreException}: the store cannot be reached, is full, or was
 * written by a newer version.
 */
public interface RunStore extends AutoCloseable {

  /**
   * Makes a run known.
   *
   * @throws RunExistsException if the id is taken
   */
  void create(String runId);

  /** Appends events; when this returns they survive the end of every process. */
  void append(String runId, List<Event> events);

  /**
   * Reads a run's events in the order in which they were appended.
   *
   * @param after how many events to leave out at the start
   * @return how many events the run has
   * @throws UnknownRunException if there is no such run
   */
  long read(String runId, long after, Consumer<Event> events);

  /**
   * Reads part of a run's events, in the same order: at least those that are asked for, and the
   * others too where leaving them out spares the store nothing.
   *
   * @throws UnknownRunException if there is no such run
   */
  default void read(String runId, Excerpt excerpt, Consumer<Event> events) {
    read(runId, 0, events);
  }

  /** Part of a run's events: most of a long log is often not needed. */
  enum Excerpt {
    /** The one that made it. */
    CREATION,
    /** All but those of single trials. */
    STEPS,
    /** Those that may name content in the catalog. */
    CONTENTS,
    /** The last one. */
    LAST
  }

  /**
   * The newest success that was recorded under a key, of whatever run that is still there. A
   * look-up costs the same however many runs there are.
   *
   * @param key as its {@link io.eagleray.run.RunEvent.StepEnded} has it
   * @param exceptRun the run whose own are left out
   * @return empty where there is none, or where the store keeps no keys
   */
  default Optional<EarlierStep> earlier(String key, String exceptRun) {
    return Optional.empty();
  }

  /** The ids of all runs, the newest first. */
  List<String> runs();

  /** Whether there is such a run, maybe without any event. */
  boolean exists(String runId);

  /** Forgets a run; nothing happens if there is none. */
  void delete(String runId);

  /**
   * Takes the sole right to drive a run. It ends with the lock's {@code close}, or with this
   * process.
   *
   * @throws RunBusyException if another process drives it
   */
  RunLock lock(String runId);

  /** Whether some process drives the run now. */
  boolean isLocked(String runId);

  /** The ids of the runs that some process drives now. */
  default Set<String> driven() {
    return runs().stream().filter(this::isLocked).collect(Collectors.toUnmodifiableSet());
  }

  @Override
  void close();

  /** The sole right to drive a run. */
  interface RunLock extends AutoCloseable {
    @Override
    void close();
  }
}
