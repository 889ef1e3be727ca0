package io.eagleray.engine.container;

import io.eagleray.engine.walk.Durations;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Asks Docker or Podman something. */
record ContainerCommand(Path program) {
  /** What came of it. */
  sealed interface Outcome {}

  /**
   * It has done what it was asked.
   *
   * @param output what it wrote
   */
  record Success(String output) implements Outcome {}

  /**
   * It has not.
   *
   * @param why the last line of its errors
   */
  record Failure(String why) implements Outcome {}

  /**
   * Runs it to its end.
   *
   * @param limit how long that may take
   * @param arguments the words behind the program
   */
  Outcome run(Duration limit, List<String> arguments) {
    List<String> line = new ArrayList<>(List.of(program.toString()));
    line.addAll(arguments);
    try {
      Path output = Files.createTempFile("eagleray-container-", ".out");
      Path errors = Files.createTempFile("eagleray-container-", ".err");
      try {
        Process process =
            new ProcessBuilder(line)
                .redirectOutput(output.toFile())
                .redirectError(errors.toFile())
                .start();
        return outcome(process, limit, output, errors);
      } finally {
        Files.deleteIfExists(output);
        Files.deleteIfExists(errors);
      }
    } catch (IOException e) {
      return new Failure(program + " cannot be started: " + e.getMessage());
    }
  }

  private static Outcome outcome(Process process, Duration limit, Path output, Path errors)
      throws IOException {
    try {
      process.getOutputStream().close();
      if (!process.waitFor(limit.toSeconds(), TimeUnit.SECONDS)) {
        return new Failure("that takes longer than " + Durations.words(limit));
      }
      return process.exitValue() == 0
          ? new Success(text(output))
          : new Failure(
              text(errors)
                  .lines()
                  .filter(line -> !line.isBlank())
                  .reduce("exit code " + process.exitValue(), (before, last) -> last.strip()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Failure("interrupted");
    } finally {
      process.destroy();
    }
  }

  private static String text(Path file) throws IOException {
    return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
  }
}
