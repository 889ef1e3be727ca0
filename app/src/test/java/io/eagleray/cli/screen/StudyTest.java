package io.eagleray.cli.screen;

import static org.assertj.core.api.Assertions.assertThat;

import io.eagleray.json.Json;
import io.eagleray.json.JsonNull;
import io.eagleray.json.JsonObject;
import io.eagleray.run.RunEvent;
import io.eagleray.run.StepPath;
import io.eagleray.run.TrialStatus;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StudyTest {
  private static final StepPath TUNE = new StepPath("tune");

  @Test
  void a_trial_at_a_higher_step_is_shown_as_the_best() {
    assertThat(bestOf(study(false)).value()).isEqualTo(0.7);
  }

  @Test
  void a_trial_that_has_done_enough_by_its_result_is_not_behind_those_that_went_on() {
    assertThat(bestOf(study(true)).value()).isEqualTo(0.9);
  }

  private static Study study(boolean endsByResult) {
    Study study = new Study();
    study.plan(
        JsonObject.builder()
            .put("metric", "score")
            .put("mode", "max")
            .put("ends_by_result", endsByResult)
            .build());
    return study;
  }

  /** Trial 0 has 0.9 at step 2 and ends, trial 1 has 0.7 at step 4 and ends. */
  private static Study.Best bestOf(Study study) {
    trial(study, 0, 2, 0.9);
    trial(study, 1, 4, 0.7);
    return study.best().orElseThrow();
  }

  private static void trial(Study study, int number, int step, double score) {
    JsonObject metrics = JsonObject.builder().put("score", Json.of(score)).build();
    study.apply(new RunEvent.TrialAsked(TUNE, number, JsonObject.EMPTY), Instant.EPOCH);
    study.apply(new RunEvent.TrialStarted(TUNE, number, 1, 0), Instant.EPOCH);
    study.apply(
        new RunEvent.TrialReported(TUNE, number, 1, step, metrics, Optional.empty()),
        Instant.EPOCH);
    study.apply(
        new RunEvent.TrialEnded(
            TUNE, number, 1, TrialStatus.COMPLETED, JsonNull.NULL, Optional.empty(), false),
        Instant.EPOCH);
  }
}
