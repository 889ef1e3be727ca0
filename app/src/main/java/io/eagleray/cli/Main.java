package io.eagleray.cli;

/** The entry point of the command line. */
public final class Main {
  // What the launcher lets run once after a build, so that later starts find the classes loaded.
  private static final String[][] REHEARSAL = {
    {"--help"},
    {"run", "--help"},
    {"validate", "--offline", "pipeline.yaml", "--state", "../../.build/rehearsal"},
    {"validate", "--offline", "faulty.yaml", "--state", "../../.build/rehearsal"},
    {"run", "run.yaml", "--state", "../../.build/rehearsal"},
    {"run", "python.yaml", "--state", "../../.build/rehearsal"},
    {"list", "--state", "../../.build/rehearsal"},
    {"--version"}
  };

  private Main() {}

  /** Runs one command line and ends the process with its exit code. */
  public static void main(String[] arguments) {
    Console console = Console.ofProcess();
    if (Boolean.getBoolean("eagleray.rehearsal")) {
      for (String[] line : REHEARSAL) {
        new CommandTree(console).execute(line);
      }
      return;
    }
    int code = new CommandTree(console).execute(arguments);
    console.out().flush();
    console.err().flush();
    System.exit(code);
  }
}
