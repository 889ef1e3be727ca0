package io.eagleray.cli.past;

import io.eagleray.engine.store.DriverLocks;
import io.eagleray.spi.ForwardingRunStore;
import io.eagleray.spi.RunStore;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;

/**
 * A store that calls a run driven also where a process holds it that has others drive it, one after
 * the other, and between two of them.
 *
 * @param locks those of such processes
 */
public record HeldRuns(RunStore store, DriverLocks locks) implements ForwardingRunStore {
  private static final String NAME = "holder.lock";

  /** The right to have a run driven, which is one machine's. */
  public static DriverLocks locks(Path state) {
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
}
