package io.eagleray.engine.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What Linux tells of a process in {@code /proc/<pid>/stat}.
 *
 * @param state one letter; {@code Z} for one that ended and was not waited for
 * @param group the process group
 * @param start when it started, in the system's ticks since its boot: no setting of the clock moves
 *     it
 */
public record ProcessStat(char state, long group, long start) {
  private static final int STATE = 0;
  private static final int GROUP = 2;
  private static final int START = 19;

  /** Empty where there is no such process, or no {@code /proc}. */
  public static Optional<ProcessStat> of(long pid) {
    try {
      String text = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
      // The name stands in brackets, and may hold anything.
      List<String> fields = List.of(text.substring(text.lastIndexOf(')') + 2).split(" "));
      return Optional.of(
          new ProcessStat(
              fields.get(STATE).charAt(0),
              Long.parseLong(fields.get(GROUP)),
              Long.parseLong(fields.get(START))));
    } catch (IOException gone) {
      return Optional.empty();
    }
  }

  /** Whether it has ended, and is only still to be waited for. */
  public boolean isEnded() {
    return state == 'Z' || state == 'X';
  }
}
