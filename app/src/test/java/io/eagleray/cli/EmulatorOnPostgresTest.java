package io.eagleray.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.eagleray.cli.console.ExitCode;
import io.eagleray.engine.store.PostgresServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The emulator executor over a run log in a real PostgreSQL, which all its processes write. */
@Tag("slow")
final class EmulatorOnPostgresTest {
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  @TempDir Path folder = Path.of("");

  @Test
  void aRunWhoseDatabaseStaysAwayFailsWithTheCauseAndIsResumed() throws Exception {
    PostgresServer server = PostgresServer.shared();
    Workplace work = new Workplace(folder);
    String schema = "s" + UUID.randomUUID().toString().replace("-", "");
    work.write(
        "config.yaml",
        PostgresServer.config(server.url(), schema, "1s")
            + "pipeline-executor: {type: emulator}\n");
    work.write(
        "pipeline.yaml",
        """
        dag:
          steps:
            first: {command_type: shell, command: echo first >> ran.txt}
            wait: {command_type: shell, command: "touch begun; until [ -e go ]; do sleep 0.1; done"}
        """);
    Process running =
        work.start("", "run", "pipeline.yaml", "--run-id", "r1", "--config", "config.yaml");
    try {
      await("begun");
      server.stop();
      assertThat(Workplace.end(running)).isEqualTo(ExitCode.FAILED);
      assertThat(folder.resolve(".out")).content().contains("FAILED", "was away for more than 1 s");
    } finally {
      server.start();
    }

    work.write("go", "");
    assertThat(work.run("resume", "r1", "-c", "config.yaml")).as(work.err()).isZero();
    assertThat(work.out()).contains("\"first\" is kept", "SUCCESS");
    assertThat(folder.resolve("ran.txt")).hasContent("first");
  }

  private void await(String file) throws InterruptedException {
    Instant limit = Instant.now().plus(PATIENCE);
    while (!Files.exists(folder.resolve(file))) {
      assertThat(Instant.now()).as("waited for " + file).isBefore(limit);
      TimeUnit.MILLISECONDS.sleep(50);
    }
  }
}
