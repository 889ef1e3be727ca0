package io.eagleray.cli;

import io.eagleray.file.FileNames;
import io.eagleray.problem.Location;
import io.eagleray.problem.Nearest;
import io.eagleray.problem.Problem;
import java.nio.file.InvalidPathException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
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
    if (error.getCause() instanceof InvalidPathException name) {
      return argument(error) + FileNames.refusal(name);
    }
    return switch (error) {
      case UnmatchedArgumentException unknown -> unknown(command, unknown.getUnmatched());
      case MissingParameterException missing -> misspelt(command).orElseGet(() -> missing(missing));
      default -> lower(String.valueOf(error.getMessage()));
    };
  }

  /** What was given the value, as a beginning of a message. */
  private static String argument(ParameterException error) {
    return switch (error.getArgSpec()) {
      case OptionSpec option -> names(option) + ": ";
      case null, default -> "";
    };
  }

  /** An option that there is not: what is missing may be behind it. */
  private static Optional<String> misspelt(CommandLine command) {
    List<String> unread = command.getUnmatchedArguments();
    return unread.stream().anyMatch(word -> word.startsWith("-"))
        ? Optional.of(unknown(command, unread))
        : Optional.empty();
  }

  private static String missing(MissingParameterException error) {
    boolean isValue = String.valueOf(error.getMessage()).contains("parameter for option");
    return error.getMissing().stream()
        .map(argument ->
            argument.isPositional()
                ? "missing " + argument.paramLabel()
                : isValue
                    ? names(argument) + " needs a value, " + argument.paramLabel()
                    : "missing " + names(argument))
        .collect(Collectors.joining(", "));
  }

  private static String names(ArgSpec argument) {
    return String.join(" or ", ((OptionSpec) argument).names());
  }

  private static String unknown(CommandLine command, List<String> words) {
    String word =
        words.stream().filter(each -> each.startsWith("-")).findFirst().orElse(words.getFirst());
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
