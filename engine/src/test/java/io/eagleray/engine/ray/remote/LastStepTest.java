package io.eagleray.engine.ray.remote;

import static org.assertj.core.api.Assertions.assertThat;

import io.eagleray.json.Json;
import io.eagleray.run.TrialStatus;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where a scheduler ends trials, and what becomes of those that have come to its last step. */
class LastStepTest {
  private static PipedStudy run(String settled, PipedStudy.Function function) {
    return PipedStudy.start(Specs.of(settled), function);
  }

  @Test
  void aSchedulerStopsTrialsOfAnIndefiniteFunction() {
    PipedStudy.Function endless =
        trial -> {
          while (true) {
            trial.report(trial.config("x") * (trial.step() + 1));
          }
        };
    String asha =
        """
        {"num_samples": 30, "slots": 4, "scheduler": {"name": "ASHAScheduler",
          "arguments": {"max_t": 9, "grace_period": 1, "reduction_factor": 3}}}
        """;
    try (PipedStudy study = run(asha, endless)) {
      assertThat(study.end().text("outcome")).hasValue("done");
      assertThat(study.trials())
          .hasSize(30)
          .allMatch(trial -> trial.lastStep() <= 9)
          .anyMatch(trial -> trial.status() == TrialStatus.STOPPED && trial.lastStep() == 1)
          .anyMatch(trial -> trial.status() == TrialStatus.COMPLETED && trial.lastStep() == 9);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"ASHAScheduler", "HyperBandScheduler"})
  void trialsGoOnBehindTheLastStepWhereTheSchedulerDoesNotStopThem(String scheduler) {
    PipedStudy.Function nine =
        trial -> {
          while (trial.step() < 9) {
            trial.report(trial.config("x"), "saved");
          }
          return Json.of("model");
        };
    String settled =
        """
        {"num_samples": 4, "scheduler": {"name": "%s",
          "arguments": {"max_t": 3, "reduction_factor": 3, "stop_last_trials": false}}}
        """;
    try (PipedStudy study = run(settled.formatted(scheduler), nine)) {
      assertThat(study.end().text("outcome")).hasValue("done");
      assertThat(study.trials())
          .anyMatch(trial -> trial.lastStep() == 9 && trial.value().equals(Json.of("model")));
    }
  }

  @Test
  void aTrialThatComesToTheDefaultLastStepIsCompleteWithWhatItReturns() {
    PipedStudy.Function hundred =
        trial -> {
          while (trial.step() < 100) {
            trial.report(trial.config("x"), "saved");
          }
          return Json.of("model");
        };
    String settled = "{\"num_samples\": 3, \"scheduler\": {\"name\": \"ASHAScheduler\"}}";
    try (PipedStudy study = run(settled, hundred)) {
      assertThat(study.end().text("outcome")).hasValue("done");
      assertThat(study.trials())
          .anyMatch(trial -> trial.lastStep() == 100 && trial.value().equals(Json.of("model")));
    }
  }
}
