package io.eagleray.worker.task;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A script that runs in a process group of its own, with a guard beside it in that group.
 *
 * <p>The guard reads a pipe that only this worker holds: each line names a signal, which it sends
 * to the group, and the end of the pipe kills the group. So a script and what it started end with
 * it, when it is stopped, when the script itself ends, and when this worker does, however it does.
 */
final class Shell {
  private static final String GUARD =
      """
      exec 9<&0 </dev/null
      ( trap '' TERM INT HUP
        while read -r signal <&9; do kill -s "$signal" 0; done
        kill -s KILL 0 ) >/dev/null 2>&1 &
      exec 9<&-
      exec "$0" -c "$1"
      """;

  /** What a variable may have on Linux, 128 KiB with its name, less a name of usual length. */
  private static final int LONGEST = 128 * 1024 - 256;

  private static final String ADVICE =
      "; a value that only functions need can be an object (kind: object), and files go through"
          + " the catalog";

  private final Process process;

  private Shell(Process process) {
    this.process = process;
  }

  /** The shell that a script asks for in its first line: bash, or else sh. */
  static String language(String script) {
    boolean bash = script.lines().findFirst().filter(l -> l.matches("#!.*\\bbash.*")).isPresent();
    return bash ? "bash" : "sh";
  }

  /**
   * Starts a script in a language, which is a shell.
   *
   * @throws ScriptException when it cannot be started
   */
  static Shell start(
      String language, String script, Path directory, Map<String, String> variables) {
    ProgramTexts.check(ProgramTexts.locale(), script, variables);
    List<String> command = new ArrayList<>(ProcessGroups.leader());
    command.addAll(List.of("sh", "-c", GUARD, language, script));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.directory(directory.toAbsolutePath().toFile());
    try {
      builder.environment().putAll(variables);
      return new Shell(builder.start());
    } catch (IOException | IllegalArgumentException e) {
      throw new ScriptException("the script cannot be started: " + reason(e, variables));
    }
  }

  /** The system says only "Argument list too long", of one value or of all together. */
  private static String reason(Exception e, Map<String, String> variables) {
    Optional<Map.Entry<String, String>> longest =
        variables.entrySet().stream().max(Comparator.comparingInt(Shell::bytes));
    if (longest.isPresent() && bytes(longest.get()) > LONGEST) {
      return "the argument \"%s\" has %d bytes, too many for an environment variable"
              .formatted(longest.get().getKey(), bytes(longest.get()))
          + ADVICE;
    }
    int all = variables.entrySet().stream().mapToInt(Shell::bytes).sum();
    return longest.isPresent() && all > LONGEST
        ? "its arguments have %d bytes, too many for its environment; the longest is \"%s\""
                .formatted(all, longest.get().getKey())
            + ADVICE
        : String.valueOf(e.getMessage());
  }

  private static int bytes(Map.Entry<String, String> variable) {
    return variable.getValue().getBytes(StandardCharsets.UTF_8).length;
  }

  Process process() {
    return process;
  }

  /** Asks the group to end. */
  void terminate() {
    try {
      OutputStream guard = process.getOutputStream();
      guard.write("TERM\n".getBytes(StandardCharsets.US_ASCII));
      guard.flush();
    } catch (IOException e) {
      // The guard has ended, and the group with it.
    }
  }

  /** Kills the group. */
  void kill() {
    try {
      process.getOutputStream().close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
