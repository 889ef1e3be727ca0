package io.eagleray.worker;

import io.eagleray.worker.task.ProcessGroups;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
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

  /**
   * Kills the process from outside when it is stuck: a JVM halts only once every thread has reached
   * a safe point, which a long counting loop may not have. It leads a group of its own, and ends
   * that when its standard input does, which is when this process has ended.
   */
  private static final String WATCH =
      "(sleep 1; kill -s KILL \"$0\") & read -r end; kill -s KILL 0";

  /** A process may start another while it is being killed; a few rounds find those too. */
  private static final int ROUNDS = 10;

  private static final Path PROCESSES = Path.of("/proc");
  private final long self = ProcessHandle.current().pid();
  private final CountDownLatch begun = new CountDownLatch(1);
  private final Set<ProcessHandle> watchers = new HashSet<>();
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

  /**
   * Kills what was started and ends the process; does not return.
   *
   * @param idle whether no user code runs that could keep the JVM from halting. The watch is left
   *     out then: a JVM that has a child to wait for takes 0.3 s longer to halt.
   */
  void end(int status, boolean idle) {
    exitStatus = status;
    begun.countDown();
    try {
      if (!idle) {
        watch();
      }
      for (int round = 0; round < ROUNDS && killOthers(); round++) {
        Thread.onSpinWait();
      }
    } finally {
      Runtime.getRuntime().halt(status);
    }
  }

  private void watch() {
    List<String> command = new ArrayList<>(ProcessGroups.leader());
    command.addAll(List.of("sh", "-c", WATCH, Long.toString(self)));
    try {
      Process watch = new ProcessBuilder(command).start();
      watchers.add(watch.toHandle());
    } catch (IOException e) {
      // The guard thread is left.
    }
  }

  /** Kills descendants and the members of the group; says whether there were new ones. */
  private boolean killOthers() {
    Set<ProcessHandle> others = new HashSet<>(ProcessHandle.current().descendants().toList());
    for (ProcessHandle watcher : List.copyOf(watchers)) {
      watcher.descendants().forEach(watchers::add);
    }
    others.addAll(group());
    others.removeIf(process -> watchers.contains(process) || !process.isAlive());
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
