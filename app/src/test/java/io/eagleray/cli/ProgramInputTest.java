package io.eagleray.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.eagleray.cli.console.ExitCode;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs that a program started, which holds their standard input. */
@Tag("slow")
final class ProgramInputTest {
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private static final String ENDLESS =
      """
      dag:
        steps:
          wait: {command_type: shell, command: "echo $n > begun; while :; do sleep 0.1; done"}
      """;

  @TempDir Path folder = Path.of("");

  @Test
  void aRunEndsAsCancelledWithTheProgramThatStartedIt() throws IOException, InterruptedException {
    Workplace work = new Workplace(folder);
    work.write("pipeline.yaml", ENDLESS);
    Process run = work.start("", "run", "pipeline.yaml", "--run-id", "r1", "--with-input");
    OutputStream input = run.getOutputStream();
    input.write("{\"n\":4}\n".getBytes(StandardCharsets.UTF_8));
    input.flush();
    assertThat(awaited(folder.resolve("begun"))).isEqualTo("4\n");

    input.close();

    assertThat(Workplace.end(run)).isEqualTo(ExitCode.INTERRUPTED);
    assertThat(work.run("show", "r1", "--output", "json")).isZero();
    assertThat(work.out()).contains("\"status\":\"CANCELLED\"");
  }

  private static String awaited(Path file) throws IOException, InterruptedException {
    Instant limit = Instant.now().plus(PATIENCE);
    while (!Files.exists(file) || Files.size(file) == 0) {
      assertThat(Instant.now()).as("waited for " + file).isBefore(limit);
      TimeUnit.MILLISECONDS.sleep(50);
    }
    return Files.readString(file);
  }

  @Test
  void aProgramThatIsGoneBeforeItHasGivenItsParametersRunsNothing() {
    Workplace work = new Workplace(folder);
    work.write("pipeline.yaml", ENDLESS);

    assertThat(work.run("run", "pipeline.yaml", "--with-input")).isEqualTo(ExitCode.INPUT);

    assertThat(work.err()).contains("standard input  it ended before the parameters");
  }

  @Test
  void aNameThatNoCommandLineCanSayIsRefused() throws IOException, InterruptedException {
    Workplace work = new Workplace(folder);
    work.write("pipeline.yaml", ENDLESS);
    Process run = work.start("", "run", "pipeline.yaml", "--run-id", "r1", "--with-input");
    try (OutputStream input = run.getOutputStream()) {
      input.write("{\"n=4\":4}\n".getBytes(StandardCharsets.UTF_8));
    }

    assertThat(Workplace.end(run)).isEqualTo(ExitCode.INPUT);
  }
}
