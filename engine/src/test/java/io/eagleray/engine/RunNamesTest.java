package io.eagleray.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.eagleray.engine.secret.EnvironmentSecrets;
import io.eagleray.engine.walk.CancellationSource;
import io.eagleray.run.RunState;
import io.eagleray.run.RunStatus;
import io.eagleray.spi.RunStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunNamesTest {
  private static final Instant NOW = Instant.parse("2026-05-01T09:14:00Z");
  private static final long SEED = 7;

  /** The name that an engine makes up first. */
  private static final String FIRST =
      RunNames.next(new Random(SEED), LocalTime.ofInstant(NOW, ZoneId.systemDefault()));

  @TempDir Path folder;

  private Engine engine() {
    return Engine.open(
        new EngineSettings(
            folder.resolve(".eagleray"),
            folder,
            Map.of(),
            Optional.empty(),
            false,
            new EnvironmentSecrets(Map.of()),
            Clock.fixed(NOW, ZoneOffset.UTC),
            new Random(SEED),
            "test",
            new Executor.Local(),
            line -> {}));
  }

  private RunState run(Engine engine) throws IOException {
    Files.writeString(folder.resolve("pipeline.yaml"), "dag: {steps: {only: {type: stub}}}");
    RunRequest request =
        new RunRequest(
            Path.of("pipeline.yaml"),
            Optional.empty(),
            Optional.empty(),
            List.of(),
            List.of(),
            List.of(),
            false);
    return engine.run(request, RunListener.NONE, new CancellationSource());
  }

  @Test
  void aNameThatAnotherRunTakesAtTheSameMomentIsLeftToIt() throws IOException {
    try (Engine other = engine();
        RunStore.RunLock begins = other.store().lock(FIRST);
        Engine engine = engine()) {
      RunState state = run(engine);

      assertThat(state.status()).isEqualTo(RunStatus.SUCCESS);
      assertThat(state.created().runId()).isNotEqualTo(FIRST);
    }
  }

  @Test
  void aRunGetsTheFirstNameThatIsFree() throws IOException {
    try (Engine engine = engine()) {
      assertThat(run(engine).created().runId()).isEqualTo(FIRST);
    }
  }
}
