package io.eagleray.cli;

import io.eagleray.file.FileNames;

/** The entry point of the command line. */
public final class Main {
  private Main() {}

  /** Runs one command line and ends the process with its exit code. */
  public static void main(String[] arguments) {
    Console console = Console.ofProcess();
    if (Boolean.getBoolean("eagleray.rehearsal")) {
      Rehearsal.run(console);
      return;
    }
    int code =
        FileNames.refusalOfWorkingDirectory()
            .map(refusal -> refuse(console, refusal))
            .orElseGet(() -> CommandTree.execute(console, arguments));
    console.out().flush();
    console.err().flush();
    System.exit(code);
  }

  private static int refuse(Console console, String refusal) {
    console.err().println("eagleray: " + refusal);
    return ExitCode.INPUT;
  }
}
