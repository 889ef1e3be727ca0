package io.eagleray.cli;

import io.eagleray.cli.console.Console;
import io.eagleray.cli.console.ExitCode;
import io.eagleray.cli.console.ProblemLines;
import io.eagleray.cli.console.Root;
import io.eagleray.cli.document.ProblemsDocument;
import io.eagleray.cli.run.StepCommand;
import io.eagleray.cli.screen.Wording;
import io.eagleray.file.FileNames;
import io.eagleray.json.JsonObject;
import io.eagleray.problem.EnvironmentException;
import io.eagleray.problem.Exhausted;
import io.eagleray.problem.InvalidInputException;
import io.eagleray.problem.Location;
import io.eagleray.problem.Problem;
import io.eagleray.spi.CatalogException;
import io.eagleray.spi.RunBusyException;
import io.eagleray.spi.RunExistsException;
import io.eagleray.spi.RunStoreException;
import io.eagleray.spi.UnknownRunException;
import io.eagleray.targets.ray.client.RayException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.InvalidPathException;
import java.util.List;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** Tells of what went wrong, in a form that the user can act on, and chooses the exit code. */
final class ErrorReport {
  private static final Set<String> RUNNING =
      Set.of(
          "run",
          "job",
          "job run",
          "tune",
          "resume",
          "retry",
          "java",
          "ray submit",
          StepCommand.WHOLE);

  private final Console console;
  private final Root root;
  private final List<String> arguments;

  ErrorReport(Console console, Root root, String... arguments) {
    this.console = console;
    this.root = root;
    this.arguments = List.of(arguments);
  }

  /** A command line that no command takes. */
  int usage(ParameterException error) {
    String command = name(error.getCommandLine());
    Problem problem = UsageProblem.of(error);
    // The options were not all read: the wish for a document is looked for in the words themselves.
    int code = problems(command, List.of(problem), wantsJson());
    if (!wantsJson()) {
      console
          .err()
          .println(
              "See " + console.program() + (command.isEmpty() ? "" : " " + command) + " --help");
    }
    return code;
  }

  /** A command's name without the program's: {@code ray submit}; empty for the program itself. */
  private static String name(CommandLine command) {
    String name = command.getCommandSpec().qualifiedName(" ");
    int end = name.indexOf(' ');
    return end < 0 ? "" : name.substring(end + 1);
  }

  private boolean wantsJson() {
    int at = arguments.indexOf("--output");
    return root.isJson()
        || (at >= 0 && at + 1 < arguments.size() && arguments.get(at + 1).equalsIgnoreCase("json"))
        || arguments.stream().anyMatch("--output=json"::equalsIgnoreCase);
  }

  /** A command that did not do what it should. */
  int failure(Throwable error, CommandLine line) {
    String command = name(line);
    if (root.isDebug()) {
      error.printStackTrace(console.err());
    }
    return switch (error) {
      case InvalidInputException invalid -> problems(command, invalid.problems(), root.isJson());
      case UnknownRunException unknown -> problem(command, unknown);
      case RunExistsException exists -> problem(command, exists);
      case RunBusyException busy -> problem(command, busy);
      case EnvironmentException surroundings -> unavailable(message(surroundings));
      case RunStoreException store -> unavailable(message(store));
      case CatalogException catalog -> unavailable(message(catalog));
      case InvalidPathException name -> problem(command, FileNames.refusal(name));
      case RayException.UnknownJobException unknown -> problem(command, unknown);
      case RayException.RejectedException rejected -> problem(command, rejected);
      case RayException cluster -> unavailable(message(cluster));
      case IOException file -> unavailable(file(file));
      case UncheckedIOException file when file.getCause() instanceof IOException cause ->
          unavailable(file(cause));
      case OutOfMemoryError exhausted -> unavailable(Exhausted.words(exhausted));
      default -> bug(error);
    };
  }

  private int problem(String command, RuntimeException error) {
    return problem(command, message(error));
  }

  private int problem(String command, String message) {
    return problems(
        command,
        List.of(new Problem(Location.of("command line"), Problem.Severity.ERROR, message)),
        root.isJson());
  }

  private int problems(String command, List<Problem> problems, boolean json) {
    if (json) {
      console.out().println(ProblemsDocument.invalid(problems).text());
      return ExitCode.INPUT;
    }
    ProblemLines.of(problems).forEach(console.err()::println);
    String count = Wording.count(problems.size(), "problem");
    console.err().println("\n" + count + end(command) + ProblemLines.links(problems));
    return ExitCode.INPUT;
  }

  /** What became of it; of a command that runs nothing there is nothing to say. */
  private static String end(String command) {
    boolean runs = RUNNING.contains(command) || StepCommand.PHASES.contains(command);
    return runs ? ", nothing was run." : ".";
  }

  private int unavailable(String message) {
    if (root.isJson()) {
      console
          .out()
          .println(
              JsonObject.builder().put("status", "ERROR").put("error", message).build().text());
    }
    console.err().println("eagleray: " + message);
    return ExitCode.ENVIRONMENT;
  }

  private int bug(Throwable error) {
    unavailable(
        "internal error: "
            + error
            + (root.isDebug() ? "" : "; the same command with --debug shows where"));
    return ExitCode.FAILED;
  }

  private static String message(RuntimeException error) {
    String text = error.getMessage();
    return text == null ? error.toString() : text;
  }

  // The message of these exceptions is often nothing but the file's name.
  private static String file(IOException error) {
    String text = error.getMessage() == null ? "" : error.getMessage();
    return switch (error) {
      case java.nio.file.NoSuchFileException none -> "no such file: " + text;
      case java.nio.file.AccessDeniedException denied -> "no permission: " + text;
      case java.nio.file.FileAlreadyExistsException exists -> "already there: " + text;
      case java.nio.file.FileSystemException reason -> text;
      default -> error.getClass().getSimpleName() + ": " + text;
    };
  }
}
