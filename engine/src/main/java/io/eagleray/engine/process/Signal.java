package io.eagleray.engine.process;

import io.eagleray.problem.EnvironmentException;
import java.io.IOException;
import java.util.concurrent.TimeUnit;

/** A signal of the operating system. */
public enum Signal {
  INT,
  TERM,
  KILL;

  /** The longest that sending may take. */
  private static final long LIMIT_SECONDS = 10;

  /**
   * Sends it to one process.
   *
   * @return whether there was such a process
   */
  public boolean toProcess(long pid) {
    return send(Long.toString(pid), pid);
  }

  /**
   * Sends it to all processes of a group.
   *
   * @return whether there was such a group
   */
  public boolean toGroup(long group) {
    return send("-" + group, group);
  }

  private boolean send(String target, long number) {
    if (number <= 1) {
      throw new IllegalArgumentException("a process to be signalled must be above 1: " + number);
    }
    // The shell's own kill: a slim system has no other.
    ProcessBuilder kill =
        new ProcessBuilder("/bin/sh", "-c", "kill -s \"$0\" -- \"$1\"", name(), target)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD);
    try {
      Process process = kill.start();
      process.getOutputStream().close();
      if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        return false;
      }
      return process.exitValue() == 0;
    } catch (IOException e) {
      throw new EnvironmentException("/bin/sh, which sends signals, cannot be started", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
