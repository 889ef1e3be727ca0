package io.eagleray.worker;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Ends this process and every process that it started, whatever user code is doing. Scripts end by
 * their own guards when this process does; what is killed here is what Java code started.
 */
final class Ending {
  /** The whole ending takes no longer; less than the 2 seconds that the protocol allows. */
  private static final Duration LIMIT = Duration.ofMillis(1_500);

  /** A process may start another while it is being killed; a few rounds find those too. */
  private static final int ROUNDS = 10;

  private static final Path PROCESSES = Path.of("/proc");
  private final long self = ProcessHandle.current().pid();
  private final CountDownLatch begun = new CountDownLatch(1);
  private volatile int exitStatus;

  /** Starts the guard now: when it is needed, there may be no memory left for a thread. */
  Ending() {
    Thread.ofPlatform().daemon().name("end guard").start(this::haltInTime);
  }

  private void haltInTime() {
    try {
      begun.await();
      TimeUnit.MILLISECONDS.sleep(LIMIT.toMillis());
    } catch (InterruptedException e) {
      // Nobody interrupts it; if somebody did, this is the safe side.
    }
    Runtime.getRuntime().halt(exitStatus);
  }

  /** Kills what was started and ends the process; does not return. */
  void end(int status) {
    exitStatus = status;
    begun.countDown();
    try {
      for (int round = 0; round < ROUNDS && killOthers(); round++) {
        Thread.onSpinWait();
      }
    } finally {
      Runtime.getRuntime().halt(status);
    }
  }

  /** Kills descendants and the members of the group; says whether there were new ones. */
  private boolean killOthers() {
    Set<ProcessHandle> others = new HashSet<>(ProcessHandle.current().descendants().toList());
    others.addAll(group());
    others.removeIf(process -> !process.isAlive());
    others.forEach(ProcessHandle::destroyForcibly);
    return !others.isEmpty();
  }

  /**
   * The other members of the process group that this process leads, as Linux lists them: also those
   * whose parents have ended. Empty where it leads none, or on another system.
   */
  private Set<ProcessHandle> group() {
    Set<ProcessHandle> members = new HashSet<>();
    if (groupOf(Long.toString(self)) != self) {
      return members;
    }
    try (DirectoryStream<Path> processes = Files.newDirectoryStream(PROCESSES, "[0-9]*")) {
      for (Path process : processes) {
        String pid = String.valueOf(process.getFileName());
        if (groupOf(pid) == self && Long.parseLong(pid) != self) {
          ProcessHandle.of(Long.parseLong(pid)).ifPresent(members::add);
        }
      }
    } catch (IOException e) {
      // Without that list there are still the descendants.
    }
    return members;
  }

  /** The fields after the name in parentheses are: state, parent, group. See proc(5). */
  private static long groupOf(String pid) {
    try {
      String stat = Files.readString(PROCESSES.resolve(pid).resolve("stat"));
      return Long.parseLong(stat.substring(stat.lastIndexOf(')') + 2).split(" ", 4)[2]);
    } catch (IOException | RuntimeException e) {
      return -1;
    }
  }
}
