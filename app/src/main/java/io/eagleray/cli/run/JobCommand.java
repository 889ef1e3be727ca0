package io.eagleray.cli.run;

import io.eagleray.cli.console.Root;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code job}: commands about single tasks. */
@Command(name = "job", description = "Runs a single task.")
public final class JobCommand {
  private JobCommand() {}

  /** The command and that below it. */
  public static CommandLine line(Root root) {
    return new CommandLine(new JobCommand()).addSubcommand("run", new JobRunCommand(root));
  }
}
