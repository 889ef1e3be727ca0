package io.eagleray.cli;

import io.eagleray.cli.console.Console;
import io.eagleray.cli.console.ExitCode;
import io.eagleray.cli.console.Root;
import io.eagleray.cli.console.Version;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.OptionSpec;

/** The command line with its commands, and how they are called. */
final class CommandTree {
  private static final int WIDTH = 100;

  static {
    // Else it looks for Groovy in every jar, at every start.
    System.setProperty("picocli.disable.closures", "true");
  }

  private final Console console;
  private final Root root;
  private final CommandLine line;

  private CommandTree(Console console, BiConsumer<CommandLine, Root> commands) {
    this.console = console;
    this.root = new Root(console);
    this.line = new CommandLine(root);
    commands.accept(line, root);
    // The parser's own hides what is wrong with a name.
    line.registerConverter(Path.class, CommandTree::path);
    line.setExpandAtFiles(false)
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setUsageHelpWidth(WIDTH)
        .setAbbreviatedOptionsAllowed(false)
        .setAllowSubcommandsAsOptionParameters(true)
        .setOut(new java.io.PrintWriter(console.out(), true))
        .setErr(new java.io.PrintWriter(console.err(), true));
    line.setColorScheme(
        CommandLine.Help.defaultColorScheme(console.isColourful("out") ? Ansi.ON : Ansi.OFF));
    line.getCommandSpec().versionProvider(() -> new String[] {"eagleray " + Version.text()});
  }

  // What a script's empty variable leaves would be the working directory.
  private static Path path(String text) {
    if (text.isEmpty()) {
      throw new CommandLine.TypeConversionException("an empty name");
    }
    return Path.of(text);
  }

  /** All commands. */
  static CommandLine whole(Console console) {
    return new CommandTree(console, Commands::addAll).line;
  }

  /** Runs one command line; the result is the exit code. */
  static int execute(Console console, String... arguments) {
    return new CommandTree(console, (line, root) -> Commands.addFor(line, root, arguments))
        .execute(arguments);
  }

  private int execute(String... arguments) {
    ErrorReport errors = new ErrorReport(console, root, arguments);
    line.setParameterExceptionHandler((error, given) -> errors.usage(error));
    line.setExecutionExceptionHandler((error, command, parsed) -> errors.failure(error, command));
    if (arguments.length == 0) {
      line.usage(console.err());
      return ExitCode.INPUT;
    }
    try {
      return line.execute(arguments);
    } catch (Error e) { // which the parser lets pass
      return errors.failure(e, line);
    }
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
