package io.eagleray.cli;

import io.eagleray.problem.Location;
import io.eagleray.problem.Nearest;
import io.eagleray.problem.Problem;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** A command line that cannot be read, in the words of every other problem. */
final class UsageProblem {
  private UsageProblem() {}

  static Problem of(ParameterException error) {
    return new Problem(Location.of("command line"), Problem.Severity.ERROR, message(error));
  }

  private static String message(ParameterException error) {
    CommandLine command = error.getCommandLine();
    return switch (error) {
      case UnmatchedArgumentException unknown -> unknown(command, unknown.getUnmatched());
      case MissingParameterException missing ->
          "missing "
              + String.join(
                  ", ",
                  missing.getMissing().stream()
                      .map(argument ->
                          argument.isPositional()
                              ? argument.paramLabel()
                              : String.join(
                                  " or ",
                                  ((picocli.CommandLine.Model.OptionSpec) argument).names()))
                      .toList());
      default -> lower(String.valueOf(error.getMessage()));
    };
  }

  private static String unknown(CommandLine command, List<String> words) {
    String word = words.get(0);
    if (word.startsWith("-")) {
      String name = word.contains("=") ? word.substring(0, word.indexOf('=')) : word;
      return "unknown option \"" + name + "\"" + Nearest.hint(name, CommandTree.options(command));
    }
    if (!command.getSubcommands().isEmpty()) {
      return "unknown command \""
          + word
          + "\""
          + Nearest.hint(word, command.getSubcommands().keySet());
    }
    return "unexpected \"" + word + "\"";
  }

  private static String lower(String text) {
    return text.isEmpty()
        ? text
        : text.substring(0, 1).toLowerCase(Locale.ROOT) + text.substring(1);
  }
}
