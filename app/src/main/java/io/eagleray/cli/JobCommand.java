package io.eagleray.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code job}: commands about single tasks. */
@Command(name = "job", description = "Runs a single task.")
final class JobCommand {
  private JobCommand() {}

  static CommandLine line(Root root) {
    return new CommandLine(new JobCommand()).addSubcommand("run", new JobRunCommand(root));
  }
}
