package io.eagleray.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.eagleray.problem.InvalidInputException;
import io.eagleray.run.RunState;
import io.eagleray.run.RunStatus;
import io.eagleray.run.TrialState;
import io.eagleray.run.TrialStatus;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("slow")
class RetryTest {
  private static final String PICKY =
      Studies.of(
          "picky",
          "num_samples: 10",
          "max_concurrent_trials: 1",
          "seed: 3",
          "max_failed_trials: 0");

  @TempDir Path folder;
  private TestEngine engine;

  @BeforeEach
  void open() {
    engine = new TestEngine(folder);
    engine.write("Steady.java", Studies.STEADY);
  }

  @AfterEach
  void close() {
    engine.close();
  }

  @Test
  void theFailedTrialsOfAFailedSearchStartAgainAndTheOthersStay() {
    RunState failed = engine.run(PICKY);
    assertThat(failed.status()).isEqualTo(RunStatus.FAILED);
    List<TrialState> before = failed.trials(Studies.TUNE);
    engine.write("mended", "");
    RunState mended = engine.retry();
    assertThat(mended.status()).isEqualTo(RunStatus.SUCCESS);
    List<TrialState> after = mended.trials(Studies.TUNE);
    assertThat(after).hasSize(10).allMatch(trial -> trial.status() == TrialStatus.COMPLETED);
    for (TrialState trial : before) {
      TrialState then = after.get(trial.number());
      assertThat(then.config()).isEqualTo(trial.config());
      assertThat(then.attempt()).isEqualTo(trial.status() == TrialStatus.FAILED ? 2 : 1);
    }
    assertThat(engine.lines("effects.txt")).hasSize(11).doesNotHaveDuplicates();
  }

  @Test
  void aFailedTrialOfASearchThatSucceededStaysAsItIsWhenTheSearchIsEnlarged() {
    String tolerant = PICKY.replace("max_failed_trials: 0", "max_failed_trials: 9");
    RunState before = engine.run(tolerant);
    assertThat(before.trialCounts(Studies.TUNE).failed()).isPositive();
    engine.write("mended", "");
    RunState after = engine.retry("ray_tune.num_samples=14");
    assertThat(after.status()).isEqualTo(RunStatus.SUCCESS);
    assertThat(after.trials(Studies.TUNE))
        .hasSize(14)
        .startsWith(before.trials(Studies.TUNE).toArray(TrialState[]::new));
  }

  @Test
  void aChangedSpaceIsRefused() {
    engine.run(PICKY);
    assertThatThrownBy(() -> engine.retry("ray_tune.search_space.x.high=2"))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("\"tune\"");
  }
}
