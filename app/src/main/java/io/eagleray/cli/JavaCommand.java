package io.eagleray.cli;

import io.eagleray.cli.console.Root;
import io.eagleray.engine.OwnFiles;
import io.eagleray.problem.EnvironmentException;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/**
 * {@code java}: starts a Java program with Eagleray on its class path. The launcher of a checkout
 * does this itself, and becomes that program.
 */
@Command(
    name = "java",
    description = "Starts a Java program that makes its own pipelines: a source file or a class.")
final class JavaCommand implements Callable<Integer> {
  private final Root root;

  @Parameters(paramLabel = "WORD", description = "what the JDK's java takes: Program.java, …")
  private List<String> words = new ArrayList<>();

  private JavaCommand(Root root) {
    this.root = root;
  }

  /** The command, which leaves all options behind the program's name to the program. */
  static CommandLine line(Root root) {
    return new CommandLine(new JavaCommand(root))
        .setStopAtPositional(true)
        .setUnmatchedOptionsArePositionalParams(true);
  }

  @Override
  public Integer call() throws InterruptedException {
    String classPath =
        new OwnFiles()
            .classPath().stream()
                .map(Path::toString)
                .collect(Collectors.joining(File.pathSeparator));
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("--enable-native-access=ALL-UNNAMED", "-cp", classPath));
    command.addAll(words);
    try {
      return new ProcessBuilder(command)
          .directory(root.console().directory().toFile())
          .inheritIO()
          .start()
          .waitFor();
    } catch (IOException e) {
      throw new EnvironmentException(
          "cannot start " + command.getFirst() + ": " + e.getMessage(), e);
    }
  }
}
