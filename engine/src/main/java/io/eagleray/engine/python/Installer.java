package io.eagleray.engine.python;

import io.eagleray.engine.process.ProcessIdentity;
import io.eagleray.engine.process.ProcessTree;
import io.eagleray.problem.EnvironmentException;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Runs the programs that make an environment, one after the other, with one log. */
final class Installer {
  /** Reads any bytes: programs print what they like. */
  private static final Charset ANY = StandardCharsets.ISO_8859_1;

  private static final Duration END = Duration.ofSeconds(10);

  private final Path log;
  private final Duration limit;

  Installer(Path log, Duration limit) throws IOException {
    this.log = log;
    this.limit = limit;
    Files.deleteIfExists(log);
  }

  /** Runs a program to its end and tells whether it succeeded. */
  boolean run(Path directory, String... command) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    Map<String, String> environment = builder.environment();
    // These would lead pip and Python out of the environment again.
    environment.keySet().removeAll(java.util.List.of("PYTHONHOME", "PYTHONPATH", "PIP_USER"));
    Process process = builder.start();
    process.getOutputStream().close();
    try {
      if (process.waitFor(limit.toSeconds(), TimeUnit.SECONDS)) {
        return process.exitValue() == 0;
      }
      kill(process);
      throw new EnvironmentException(
          "installing took longer than " + limit.toMinutes() + " minutes; log: " + log);
    } catch (InterruptedException e) {
      kill(process);
      Thread.currentThread().interrupt();
      throw new EnvironmentException("installing was interrupted; log: " + log, e);
    }
  }

  private static void kill(Process process) {
    ProcessIdentity.of(process.toHandle())
        .ifPresent(identity -> new ProcessTree(identity).kill(END));
  }

  /** The last line that tells of an error, else the last one at all. */
  String lastError() throws IOException {
    String last = "";
    String error = "";
    try (BufferedReader lines = Files.newBufferedReader(log, ANY)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        last = line.isBlank() ? last : line.strip();
        error = line.strip().startsWith("ERROR:") ? line.strip() : error;
      }
    }
    String text = error.isEmpty() ? last : error.substring("ERROR:".length()).strip();
    return new String(text.getBytes(ANY), StandardCharsets.UTF_8);
  }
}
