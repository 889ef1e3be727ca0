package io.eagleray.engine.process;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/** A process, its group where it leads one, and all that it started. */
public final class ProcessTree {
  private static final Duration POLL = Duration.ofMillis(10);

  private final ProcessIdentity root;

  public ProcessTree(ProcessIdentity root) {
    this.root = root;
  }

  /**
   * Kills all of it at once. Nothing happens when the process has ended, whoever has its number
   * now.
   *
   * @param limit how long to wait for the end
   * @return whether all of it is gone
   */
  public boolean kill(Duration limit) {
    return root.find().map(handle -> kill(handle, limit)).orElse(true);
  }

  private boolean kill(ProcessHandle handle, Duration limit) {
    // Looked for first: those who lose their parent cannot be found any more.
    List<ProcessIdentity> all =
        Stream.concat(Stream.of(handle), handle.descendants())
            .flatMap(process -> ProcessIdentity.of(process).stream())
            .toList();
    try {
      if (leadsGroup(handle.pid())) {
        Signal.KILL.toGroup(handle.pid());
      }
    } finally { // A signal to a group takes a process of its own, which cannot always be had.
      all.forEach(process -> process.find().ifPresent(ProcessHandle::destroyForcibly));
    }
    return areGone(all, limit);
  }

  private static boolean leadsGroup(long pid) {
    long own = ProcessStat.of(ProcessHandle.current().pid()).map(ProcessStat::group).orElse(pid);
    return pid != own && ProcessStat.of(pid).filter(stat -> stat.group() == pid).isPresent();
  }

  private static boolean areGone(List<ProcessIdentity> all, Duration limit) {
    long deadline = System.nanoTime() + limit.toNanos();
    while (all.stream().anyMatch(ProcessIdentity::isAlive)) {
      if (System.nanoTime() > deadline || Thread.currentThread().isInterrupted()) {
        return false;
      }
      LockSupport.parkNanos(POLL.toNanos());
    }
    return true;
  }
}
