package io.eagleray.cli.console;

import io.eagleray.cli.screen.Invocation;
import io.eagleray.cli.screen.Symbols;
import io.eagleray.engine.process.ShellWord;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * What surrounds a command: streams, environment, clock.
 *
 * @param terminals which of {@code out} and {@code err} are terminals
 * @param isUtf8 whether a terminal shows more than ASCII
 * @param program how the user called this program, as a shell reads it
 * @param directory the working directory; absolute
 */
public record Console(
    InputStream in,
    PrintStream out,
    PrintStream err,
    List<String> terminals,
    boolean isUtf8,
    String program,
    Path directory,
    Map<String, String> environment,
    Clock clock) {

  /** The console of this process. */
  public static Console ofProcess() {
    return ofProcess(Outlet.ofOutput());
  }

  /**
   * The console of this process.
   *
   * @param output its standard output
   */
  public static Console ofProcess(Outlet output) {
    boolean utf8 =
        System.getProperty("eagleray.utf8") == null
            ? Charset.forName(System.getProperty("stdout.encoding", "UTF-8"))
                .equals(StandardCharsets.UTF_8)
            : Boolean.getBoolean("eagleray.utf8");
    // JSON and the names of files are always UTF-8; the screen keeps to ASCII where it must.
    return new Console(
        new Inlet(),
        stream(output),
        stream(Outlet.ofErrors()),
        terminalsOfProcess(),
        utf8,
        ShellWord.of(System.getProperty("eagleray.command", "eagleray")),
        Path.of("").toAbsolutePath(),
        System.getenv(),
        new LocalClock());
  }

  private static PrintStream stream(Outlet outlet) {
    return new PrintStream(outlet, true, StandardCharsets.UTF_8);
  }

  // The launcher knows; without it, Linux tells.
  private static List<String> terminalsOfProcess() {
    String told = System.getProperty("eagleray.terminal");
    if (told != null) {
      return Arrays.asList(told.split(","));
    }
    return List.of(isTerminal(1) ? "out" : "", isTerminal(2) ? "err" : "");
  }

  private static boolean isTerminal(int descriptor) {
    try {
      String device = Files.readSymbolicLink(Path.of("/proc/self/fd/" + descriptor)).toString();
      return device.startsWith("/dev/pts/") || device.startsWith("/dev/tty");
    } catch (java.io.IOException | UnsupportedOperationException unknown) {
      return false;
    }
  }

  /** Whether a stream ({@code out}, {@code err}) is a terminal that can draw. */
  public boolean canDraw(String stream) {
    return terminals.contains(stream) && !environment.getOrDefault("TERM", "dumb").equals("dumb");
  }

  /** Whether colour is wanted on a stream, as far as the environment says. */
  public boolean isColourful(String stream) {
    return canDraw(stream) && environment.getOrDefault("NO_COLOR", "").isEmpty();
  }

  /** What of the screen's signs this terminal can show. */
  public Symbols symbols() {
    return isUtf8 ? Symbols.UNICODE : Symbols.ASCII;
  }

  /** How to call the program again with the same state folder. */
  public Invocation invocation(String options) {
    return new Invocation(program, options);
  }
}
