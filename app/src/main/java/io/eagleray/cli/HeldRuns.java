package io.eagleray.cli;

import io.eagleray.engine.store.DriverLocks;
import io.eagleray.run.Event;
import io.eagleray.spi.RunStore;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * A store that calls a run driven also where a process holds it that has others drive it, one after
 * the other, and between two of them.
 *
 * @param locks those of such processes
 */
record HeldRuns(RunStore store, DriverLocks locks) implements RunStore {
  private static final String NAME = "holder.lock";

  /** The right to have a run driven, which is one machine's. */
  static DriverLocks locks(Path state) {
    return new DriverLocks(state.resolve("runs"), NAME);
  }

  @Override
  public boolean isLocked(String runId) {
    return locks.isLocked(runId) || store.isLocked(runId);
  }

  @Override
  public Set<String> driven() {
    Set<String> driven = new HashSet<>(store.driven());
    store.runs().stream().filter(locks::isLocked).forEach(driven::add);
    return Set.copyOf(driven);
  }

  @Override
  public void create(String runId) {
    store.create(runId);
  }

  @Override
  public void append(String runId, List<Event> events) {
    store.append(runId, events);
  }

  @Override
  public long read(String runId, long after, Consumer<Event> events) {
    return store.read(runId, after, events);
  }

  @Override
  public List<String> runs() {
    return store.runs();
  }

  @Override
  public boolean exists(String runId) {
    return store.exists(runId);
  }

  @Override
  public void delete(String runId) {
    store.delete(runId);
  }

  @Override
  public RunLock lock(String runId) {
    return store.lock(runId);
  }

  @Override
  public void close() {
    store.close();
  }
}
