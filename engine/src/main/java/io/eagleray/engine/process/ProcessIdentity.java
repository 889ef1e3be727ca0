package io.eagleray.engine.process;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A process, told from later ones that the operating system gives the same number.
 *
 * @param started when it started, as the operating system tells
 */
public record ProcessIdentity(long pid, Instant started) {
  /**
   * How far two readings of one start may lie apart: the system counts from its boot, whose time
   * moves when the clock is set. Numbers do not come round that soon.
   */
  private static final Duration TOLERANCE = Duration.ofSeconds(2);

  /** The identity of a process; empty when it has ended. */
  public static Optional<ProcessIdentity> of(ProcessHandle handle) {
    return handle.info().startInstant().map(start -> new ProcessIdentity(handle.pid(), start));
  }

  /** The process, if it still runs. */
  public Optional<ProcessHandle> find() {
    return ProcessHandle.of(pid)
        .filter(handle -> handle.info().startInstant().filter(this::isStart).isPresent())
        .filter(handle -> ProcessStat.of(pid).filter(ProcessStat::isEnded).isEmpty());
  }

  private boolean isStart(Instant other) {
    return Duration.between(started, other).abs().compareTo(TOLERANCE) <= 0;
  }

  public boolean isAlive() {
    return find().isPresent();
  }
}
