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
 */
record ProcessStat(char state, long group) {

  /** Empty where there is no such process, or no {@code /proc}. */
  static Optional<ProcessStat> of(long pid) {
    try {
      String text = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
      // The name stands in brackets, and may hold anything.
      List<String> fields = List.of(text.substring(text.lastIndexOf(')') + 2).split(" "));
      return Optional.of(new ProcessStat(fields.get(0).charAt(0), Long.parseLong(fields.get(2))));
    } catch (IOException gone) {
      return Optional.empty();
    }
  }

  boolean isEnded() {
    return state == 'Z' || state == 'X';
  }
}
