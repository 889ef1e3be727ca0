package io.eagleray.commandline;

import io.eagleray.engine.process.Signal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * One command of the command line in a process and session of its own. Everything that it starts
 * inherits a mark in the environment, so what is left of it can be found.
 */
public final class CommandLine implements AutoCloseable {
  private static final String MARK = "EAGLERAY_KILL_TEST";

  /** No command of these tests takes that long, even on a busy machine. */
  private static final Duration LIMIT = Duration.ofMinutes(2);

  private static final Path PROCESSES = Path.of("/proc");

  private final Process process;
  private final String mark;
  private final Path output;

  private CommandLine(Process process, String mark, Path output) {
    this.process = process;
    this.mark = mark;
    this.output = output;
  }

  /** Starts a command in a working directory. */
  public static CommandLine start(Path directory, String... arguments) {
    return start(directory, List.of(), arguments);
  }

  /**
   * Starts a command in a working directory.
   *
   * @param outer a program that starts it, with its arguments: {@code unshare --mount}
   */
  public static CommandLine start(Path directory, List<String> outer, String... arguments) {
    List<String> command = new ArrayList<>(outer);
    // Who is started in the background has Ctrl-C ignored, and hands that on.
    command.addAll(List.of("setsid", "env", "--default-signal=INT,TERM"));
    command.addAll(Program.words());
    command.addAll(List.of(arguments));
    try {
      Files.createDirectories(directory);
      Path output = Files.createTempFile(directory, "output", ".txt");
      String mark = output.toString();
      ProcessBuilder builder =
          new ProcessBuilder(command)
              .directory(directory.toFile())
              .redirectErrorStream(true)
              .redirectOutput(output.toFile());
      builder.environment().put(MARK, mark);
      Process process = builder.start();
      process.getOutputStream().close();
      return new CommandLine(process, mark, output);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public long pid() {
    return process.pid();
  }

  /** What it has printed. */
  public String output() {
    try {
      return Files.readString(output);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Waits for its end; false if the time is up first. */
  public boolean ended(Duration limit) {
    try {
      return process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** Its exit code, once it has ended by itself. */
  public int exitCode() {
    return exitCode(LIMIT);
  }

  /** Its exit code, once it has ended by itself within a time. */
  public int exitCode(Duration limit) {
    if (!ended(limit)) {
      throw new AssertionError("still running after " + limit + ": " + output());
    }
    return process.exitValue();
  }

  /** Waits until it has printed something. */
  public void awaitOutput(String text) {
    Waiting.until("the output has \"" + text + "\"", LIMIT, () -> output().contains(text));
  }

  public void signal(Signal signal) {
    signal.toProcess(process.pid());
  }

  /** Kills it, and nothing that it started. */
  public void killAlone() {
    process.destroyForcibly();
    ended(LIMIT);
  }

  /** Kills it and, right after it, all that it started. */
  public void killAll() {
    List<ProcessHandle> started = process.descendants().toList();
    process.destroyForcibly();
    started.forEach(ProcessHandle::destroyForcibly);
    ended(LIMIT);
  }

  /** Kills those of the processes that it started whose command line has a word. */
  public void killStarted(String word) {
    process
        .descendants()
        .filter(child -> words(child).contains(word))
        .forEach(ProcessHandle::destroyForcibly);
  }

  private static List<String> words(ProcessHandle process) {
    Path file = PROCESSES.resolve(Long.toString(process.pid())).resolve("cmdline");
    try {
      return List.of(Files.readString(file, StandardCharsets.ISO_8859_1).split("\0", -1));
    } catch (IOException ended) {
      return List.of();
    }
  }

  /** The processes that it started, and that still run. */
  public List<Long> left() {
    String entry = MARK + "=" + mark + "\0";
    try (Stream<Path> all = Files.list(PROCESSES)) {
      return all.filter(path -> path.getFileName().toString().matches("[0-9]+"))
          .filter(path -> environment(path).contains(entry))
          .map(path -> Long.valueOf(path.getFileName().toString()))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Empty for a process that has ended, also for one that nobody has waited for yet. */
  private static String environment(Path process) {
    try {
      return Files.readString(process.resolve("environ"), StandardCharsets.ISO_8859_1);
    } catch (IOException notOurs) {
      return "";
    }
  }

  /**
   * Waits until nothing of it is left.
   *
   * @return how long that took
   */
  public Duration awaitNothingLeft(Duration limit) {
    return Waiting.until("no process is left", limit, () -> left().isEmpty());
  }

  /** Kills what is left of it, so that a failed test leaves nothing behind. */
  @Override
  public void close() {
    killAll();
    left().forEach(pid -> ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly));
  }
}
