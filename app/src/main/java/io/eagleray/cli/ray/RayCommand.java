package io.eagleray.cli.ray;

import io.eagleray.cli.console.Root;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code ray}: commands about a Ray cluster. */
@Command(name = "ray", description = "Looks at a Ray cluster, and runs jobs there.")
public final class RayCommand {
  private RayCommand() {}

  /** The command and those below it. */
  public static CommandLine line(Root root) {
    return new CommandLine(new RayCommand())
        .addSubcommand("status", new RayStatusCommand(root))
        .addSubcommand("nodes", new RayNodesCommand(root))
        .addSubcommand("jobs", new RayJobsCommand(root))
        .addSubcommand("submit", new RaySubmitCommand(root))
        .addSubcommand("logs", new RayLogsCommand(root))
        .addSubcommand("stop", new RayStopCommand(root));
  }
}
