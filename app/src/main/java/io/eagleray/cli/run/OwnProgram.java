package io.eagleray.cli.run;

import io.eagleray.cli.console.Console;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** This program, called once more for a command in a process of its own. */
final class OwnProgram {
  private static final String MAIN = "io.eagleray.cli.Main";
  private static final String NATIVE = "--enable-native-access";
  private static final String SAID_NOTHING = "it has said nothing";

  /** The end of a list of problems, which says nothing of them. */
  private static final String LIST_END = ", nothing was run.";

  private final Console console;
  private final Path folder;

  /**
   * @param folder where a file takes what the latest command prints on standard error; the rest is
   *     dropped
   */
  OwnProgram(Console console, Path folder) {
    this.console = console;
    this.folder = folder;
  }

  /** Starts a command. Its standard input ends when this process does. */
  Process start(List<String> arguments) {
    List<String> command = new ArrayList<>(java());
    command.addAll(arguments);
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(console.directory().toFile())
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(errors().toFile());
    builder.environment().clear();
    builder.environment().putAll(console.environment());
    try {
      Files.createDirectories(folder);
      return builder.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The same JVM with the same options, so that it starts as quickly as this one did. */
  private static List<String> java() {
    List<String> options = ManagementFactory.getRuntimeMXBean().getInputArguments();
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(options);
    String classPath = System.getProperty("java.class.path", "");
    if (classPath.endsWith(".jar") && !classPath.contains(File.pathSeparator)) {
      command.addAll(List.of("-jar", classPath));
      return command;
    }
    if (options.stream().noneMatch(option -> option.startsWith(NATIVE))) {
      command.add(NATIVE + "=ALL-UNNAMED");
    }
    command.addAll(List.of("-cp", classPath, MAIN));
    return command;
  }

  /** The file that takes what the latest command prints on standard error. */
  Path errors() {
    return folder.resolve("emulator.err");
  }

  /** The last problem that a command told of. */
  String lastError() {
    try {
      return Files.readAllLines(errors()).stream()
          .filter(line -> !line.isBlank() && !line.contains(LIST_END))
          .reduce((before, last) -> last)
          .map(String::strip)
          .orElse(SAID_NOTHING);
    } catch (IOException e) {
      return SAID_NOTHING;
    }
  }
}
