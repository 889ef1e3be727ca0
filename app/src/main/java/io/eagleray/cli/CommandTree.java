package io.eagleray.cli;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.OptionSpec;

/** All commands by name, and how they are called. */
final class CommandTree {
  private static final int WIDTH = 100;

  private final Console console;
  private final Root root;
  private final CommandLine line;

  CommandTree(Console console) {
    this.console = console;
    this.root = new Root(console);
    this.line = new CommandLine(root);
    line.addSubcommand("run", new RunCommand(root))
        .addSubcommand("job", JobCommand.line(root))
        .addSubcommand("tune", new TuneCommand(root))
        .addSubcommand("validate", new ValidateCommand(root))
        .addSubcommand("plan", new PlanCommand(root))
        .addSubcommand("resume", new ResumeCommand(root))
        .addSubcommand("retry", new RetryCommand(root))
        .addSubcommand("cancel", new CancelCommand(root))
        .addSubcommand("list", new ListCommand(root))
        .addSubcommand("show", new ShowCommand(root))
        .addSubcommand("trials", new TrialsCommand(root))
        .addSubcommand("get", new GetCommand(root))
        .addSubcommand("logs", new LogsCommand(root))
        .addSubcommand("report", new ReportCommand(root))
        .addSubcommand("rm", new RemoveCommand(root))
        .addSubcommand("prune", new PruneCommand(root))
        .addSubcommand("doctor", new DoctorCommand(root))
        .addSubcommand("init", new InitCommand(root))
        .addSubcommand("completion", new CompletionCommand(root))
        .addSubcommand("java", JavaCommand.line(root))
        .addSubcommand("ray", RayCommand.line(root))
        .addSubcommand("search-serve", new SearchServeCommand(root));
    StepCommand.addTo(line, root);
    line.setExpandAtFiles(false)
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setUsageHelpWidth(WIDTH)
        .setAbbreviatedOptionsAllowed(false)
        .setOut(new java.io.PrintWriter(console.out(), true))
        .setErr(new java.io.PrintWriter(console.err(), true));
    line.setColorScheme(
        CommandLine.Help.defaultColorScheme(console.isColourful("out") ? Ansi.ON : Ansi.OFF));
    line.getCommandSpec().versionProvider(() -> new String[] {"eagleray " + Version.text()});
  }

  CommandLine line() {
    return line;
  }

  /** Runs one command line; the result is the exit code. */
  int execute(String... arguments) {
    ErrorReport errors = new ErrorReport(console, root, arguments);
    line.setParameterExceptionHandler((error, given) -> errors.usage(error));
    line.setExecutionExceptionHandler((error, command, parsed) -> errors.failure(error));
    if (arguments.length == 0) {
      line.usage(console.err());
      return ExitCode.INPUT;
    }
    return line.execute(arguments);
  }

  /** The names of all options that a command takes. */
  static List<String> options(CommandLine command) {
    List<String> names = new ArrayList<>();
    for (OptionSpec option : command.getCommandSpec().options()) {
      names.addAll(List.of(option.names()));
    }
    return names;
  }
}
