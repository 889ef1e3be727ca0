package io.eagleray.targets.ray.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A process with a group of its own, which ends as a whole: when it is closed, and when this JVM
 * ends in whichever way.
 */
final class OwnedProcess implements AutoCloseable {
  // Standard input ends with this JVM, even where it is killed; then the group ends itself.
  private static final String WITH_US =
      "exec 3<&0; (cat <&3 >/dev/null; kill -9 -$$) & exec 3<&-; \"$@\" </dev/null & wait $!";

  private final Process process;
  private final Path log;

  OwnedProcess(List<String> command, Map<String, String> environment, Path log) {
    this.log = log;
    List<String> line = new ArrayList<>(List.of("setsid", "sh", "-c", WITH_US, "sh"));
    line.addAll(command);
    ProcessBuilder builder =
        new ProcessBuilder(line)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    builder.environment().keySet().removeIf(name -> name.startsWith("RAY_"));
    builder.environment().putAll(environment);
    try {
      this.process = builder.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** What it printed. */
  String output() {
    try {
      return Files.exists(log) ? new String(Files.readAllBytes(log), StandardCharsets.UTF_8) : "";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The processes below it whose command line has a text in it. */
  List<Long> pids(String inCommandLine) {
    return process
        .descendants()
        .filter(handle -> commandLine(handle.pid()).contains(inCommandLine))
        .map(ProcessHandle::pid)
        .toList();
  }

  static String commandLine(long pid) {
    try {
      return new String(
              Files.readAllBytes(Path.of("/proc", "" + pid, "cmdline")), StandardCharsets.UTF_8)
          .replace('\0', ' ');
    } catch (IOException gone) {
      return "";
    }
  }

  /** Sends a signal to a process or, with a minus before it, to a group. */
  static void signal(String signal, String target) {
    try {
      new ProcessBuilder("kill", signal, "--", target)
          .redirectErrorStream(true)
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .start()
          .waitFor(10, TimeUnit.SECONDS);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    List<ProcessHandle> all = process.descendants().toList();
    signal("-9", "-" + process.pid());
    // Drivers of jobs lead groups of their own.
    all.forEach(ProcessHandle::destroyForcibly);
    try {
      process.waitFor(10, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
