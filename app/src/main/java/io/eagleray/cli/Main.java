package io.eagleray.cli;

import io.eagleray.cli.console.Console;
import io.eagleray.cli.console.ExitCode;
import io.eagleray.cli.console.Outlet;
import io.eagleray.file.FileNames;
import io.eagleray.problem.Exhausted;
import java.io.IOException;
import java.util.List;

/** The entry point of the command line. */
public final class Main {
  private Main() {}

  /** Runs one command line and ends the process with its exit code. */
  public static void main(String[] arguments) {
    Outlet output = Outlet.ofOutput();
    Console console = Console.ofProcess(output);
    boolean debug = List.of(arguments).contains("--debug");
    Thread.setDefaultUncaughtExceptionHandler((thread, error) -> tell(console, error, debug));
    if (Boolean.getBoolean("eagleray.rehearsal")) {
      Rehearsal.run(console);
    }
    int code =
        FileNames.refusalOfWorkingDirectory()
            .map(refusal -> refuse(console, refusal))
            .orElseGet(() -> CommandTree.execute(console, arguments));
    console.out().flush();
    int end = output.loss().map(reason -> lost(console, reason, code)).orElse(code);
    console.err().flush();
    closeInput(console);
    System.exit(end);
  }

  /** Whoever reads it would hold up the end of this process. */
  private static void closeInput(Console console) {
    try {
      console.in().close();
    } catch (IOException e) {
      // It ends with the process.
    }
  }

  /** What goes wrong on a thread of ours, on which nobody waits. */
  private static void tell(Console console, Throwable error, boolean debug) {
    if (debug) {
      error.printStackTrace(console.err());
    }
    console
        .err()
        .println(
            "eagleray: "
                + (error instanceof OutOfMemoryError exhausted
                    ? Exhausted.words(exhausted)
                    : "internal error: " + error));
  }

  /** A script must not take what there is for the whole. */
  private static int lost(Console console, String reason, int code) {
    console.err().println("eagleray: standard output is not whole: " + reason);
    return code == ExitCode.DONE ? ExitCode.ENVIRONMENT : code;
  }

  private static int refuse(Console console, String refusal) {
    console.err().println("eagleray: " + refusal);
    return ExitCode.INPUT;
  }
}
