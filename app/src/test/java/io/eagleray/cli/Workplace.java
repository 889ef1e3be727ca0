package io.eagleray.cli;

import io.eagleray.cli.console.Console;
import io.eagleray.commandline.Program;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A user's folder, in which commands are really run: in this process, or in one of their own. */
public final class Workplace {
  private static final long PATIENCE_SECONDS = 120;

  private final Path folder;
  private final Map<String, String> environment = new HashMap<>(System.getenv());
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  public Workplace(Path folder) {
    this.folder = folder;
  }

  public Path folder() {
    return folder;
  }

  /** Writes a file of the user's. */
  public Path write(String name, String text) {
    try {
      Path file = folder.resolve(name);
      Files.createDirectories(file.getParent());
      return Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Sets a variable for the commands that follow. */
  public Workplace with(String variable, String value) {
    environment.put(variable, value);
    return this;
  }

  /** Runs a command line in this process; what was printed before is forgotten. */
  public int run(String... arguments) {
    out.reset();
    err.reset();
    Console console =
        new Console(
            InputStream.nullInputStream(),
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            List.of(),
            true,
            "./eagleray",
            folder,
            Map.copyOf(environment),
            Clock.systemUTC());
    return CommandTree.execute(console, arguments);
  }

  /** Writes {@code pipeline.yaml} and runs it as run {@code r1}. */
  public int runPipeline(String yaml, String... arguments) {
    write("pipeline.yaml", yaml);
    List<String> line = new ArrayList<>(List.of("run", "pipeline.yaml", "--run-id", "r1"));
    line.addAll(Arrays.asList(arguments));
    return run(line.toArray(String[]::new));
  }

  /** The command line as a process of its own; {@code before} is put into its shell. */
  public Process start(String before, String... arguments) {
    List<String> command = new ArrayList<>(List.of("sh", "-c", before + " exec \"$@\"", "sh"));
    command.addAll(Program.words());
    command.addAll(Arrays.asList(arguments));
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectOutput(file("out").toFile())
            .redirectError(file("err").toFile());
    builder.environment().putAll(environment);
    try {
      return builder.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Runs a command line in a process of its own. */
  public int runProcess(String before, String... arguments) throws InterruptedException {
    int code = end(start(before, arguments));
    out.reset();
    err.reset();
    try {
      out.write(Files.readAllBytes(file("out")));
      err.write(Files.readAllBytes(file("err")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return code;
  }

  /** The exit code of a process, which must end in time. */
  public static int end(Process process) throws InterruptedException {
    if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new AssertionError("hangs: " + process.info());
    }
    return process.exitValue();
  }

  private Path file(String stream) {
    return folder.resolve("." + stream);
  }

  public String out() {
    return out.toString(StandardCharsets.UTF_8);
  }

  public String err() {
    return err.toString(StandardCharsets.UTF_8);
  }
}
