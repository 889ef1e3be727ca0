package io.eagleray.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.eagleray.json.Json;
import io.eagleray.json.JsonObject;
import io.eagleray.run.RunEvent;
import io.eagleray.run.RunState;
import io.eagleray.run.RunStatus;
import io.eagleray.run.TrialCounts;
import io.eagleray.run.TrialState;
import io.eagleray.run.TrialStatus;
import io.eagleray.run.Value;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("slow")
class StudyLimitsTest {
  private static final String ONE = "max_concurrent_trials: 1";
  private static final String TWO_POINTS = "points_to_evaluate: [{x: 0.1}, {x: 0.9}]";

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
  void aTrialThatFailsIsTriedAgainAsOftenAsTrialRetrySays() {
    RunState state =
        engine.run(Studies.of("picky", "num_samples: 8", ONE, "seed: 3", "trial_retry: 2"));
    assertThat(state.status()).isEqualTo(RunStatus.SUCCESS);
    assertThat(state.trials(Studies.TUNE))
        .allSatisfy(trial ->
            assertThat(trial.attempt()).isEqualTo(trial.status() == TrialStatus.FAILED ? 3 : 1));
    assertThat(state.trialCounts(Studies.TUNE).failed()).isPositive();
    assertThat(state.trialCounts(Studies.TUNE).total()).isEqualTo(8);
  }

  @Test
  void aBoundOfWhatNoTrialReportsIsWarnedOf() {
    RunState state =
        engine.run(
            Studies.of("train", "num_samples: 2", "stop: {time_total_s: 1, height: 99, rows: 3}"));
    assertThat(state.status()).isEqualTo(RunStatus.SUCCESS);
    assertThat(state.warnings())
        .contains(
            "tune: stop names rows, time_total_s, which no trial reports, so it stops none;"
                + " they report: height");
  }

  @Test
  void failFastEndsTheSearchWithTheFirstFailureAlsoWhenItIsKilledRightThen() {
    RunState state =
        engine.run(Studies.of("picky", "num_samples: 8", ONE, "seed: 3", "fail_fast: true"));
    assertThat(state.status()).isEqualTo(RunStatus.FAILED);
    assertThat(state.failure().orElseThrow().message()).contains("too large");
    assertThat(state.trialCounts(Studies.TUNE).failed()).isEqualTo(1);
    engine.cutLogAfter(event ->
        event instanceof RunEvent.TrialEnded ended && ended.status() == TrialStatus.FAILED);
    RunState resumed = engine.resume();
    assertThat(resumed.status()).isEqualTo(RunStatus.FAILED);
    assertThat(resumed.trials(Studies.TUNE)).isEqualTo(state.trials(Studies.TUNE));
  }

  @Test
  void aSearchFailsWhenMoreTrialsFailedThanItMayHave() {
    RunState state =
        engine.run(Studies.of("picky", "num_samples: 20", ONE, "seed: 3", "max_failed_trials: 2"));
    assertThat(state.status()).isEqualTo(RunStatus.FAILED);
    assertThat(state.trialCounts(Studies.TUNE).failed()).isEqualTo(3);
    assertThat(engine.lines("effects.txt")).doesNotContain("after");
  }

  @Test
  void aStopConditionCompletesTheTrial() {
    RunState state =
        engine.run(
            Studies.of("train", "num_samples: 5", ONE, "seed: 3", "stop: {training_iteration: 2}"));
    assertThat(state.trials(Studies.TUNE))
        .hasSize(5)
        .allMatch(trial -> trial.status() == TrialStatus.COMPLETED && trial.lastStep() == 2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"{height: 1}", "{type: TargetStopper, value: 1}"})
  void aTrialThatHasDoneEnoughIsNotBehindThoseThatWentOn(String stop) {
    RunState state =
        engine.run(Studies.of("climb", "num_samples: 2", ONE, TWO_POINTS, "stop: " + stop));
    assertThat(state.trials(Studies.TUNE)).extracting(TrialState::lastStep).containsExactly(4, 2);
    assertThat(bestTrial(state)).contains(Json.of(1));
    assertThat(state.warnings()).isEmpty();
  }

  @Test
  void aBetterTrialThatEndedByItselfAtALowerStepIsToldOf() {
    RunState state = engine.run(Studies.of("ownEnd", "num_samples: 2", ONE, TWO_POINTS));
    assertThat(bestTrial(state)).contains(Json.of(0));
    assertThat(state.warnings())
        .singleElement(InstanceOfAssertFactories.STRING)
        .startsWith("tune: trial 1 ended by itself at step 2 with height 0.9, which is better than")
        .contains("trial's 0.1;", "the highest step, here 4");
  }

  @Test
  void overTimeTrialsOfAnyLengthCompare() {
    RunState state =
        engine.run(Studies.of("ownEnd", "num_samples: 2", ONE, TWO_POINTS, "best: max_over_time"));
    assertThat(bestTrial(state)).contains(Json.of(1));
    assertThat(state.warnings()).isEmpty();
  }

  private static Optional<Json> bestTrial(RunState state) {
    return Optional.ofNullable(state.parameters().get("tuned"))
        .map(Value::json)
        .filter(JsonObject.class::isInstance)
        .flatMap(tuned -> ((JsonObject) tuned).object("best_trial").get("trial_id"));
  }

  @Test
  void aPausedTrialGoesOnInItsWorkerFromItsCheckpoint() {
    RunState state =
        engine.run(
            Studies.of(
                "train",
                "num_samples: 6",
                ONE,
                "seed: 3",
                "scheduler: {type: HyperBandForBOHB, max_t: 4, reduction_factor: 2}"));
    assertThat(state.status()).isEqualTo(RunStatus.SUCCESS);
    assertThat(state.trials(Studies.TUNE))
        .hasSize(6)
        .allMatch(trial -> trial.status().isEnded())
        .anyMatch(trial -> trial.attempt() > 1 && trial.lastStep() == 4);
    assertThat(engine.lines("effects.txt")).anyMatch(line -> line.contains("from 2 saved at 2"));
  }

  @Test
  void aTrialOnAPlateauCompletes() {
    RunState state =
        engine.run(
            Studies.of(
                "train",
                "num_samples: 3",
                ONE,
                "seed: 3",
                "stop: {type: TrialPlateauStopper, std: 0.6, num_results: 2, grace_period: 3}"));
    assertThat(state.trials(Studies.TUNE))
        .hasSize(3)
        .allMatch(trial -> trial.status() == TrialStatus.COMPLETED && trial.lastStep() == 3);
  }

  @Test
  void aSearchEndsWhenATrialReachesTheTargetAlsoWhenItIsKilledRightThen() {
    // Heights are between 4 and 5 at the last step, so any trial reaches it there.
    String target = "stop: {type: TargetStopper, value: 4}";
    RunState state = engine.run(Studies.of("train", "num_samples: 50", ONE, "seed: 3", target));
    assertThat(state.status()).isEqualTo(RunStatus.SUCCESS);
    assertThat(state.trials(Studies.TUNE))
        .singleElement()
        .satisfies(trial -> {
          assertThat(trial.status()).isEqualTo(TrialStatus.COMPLETED);
          assertThat(trial.lastStep()).isEqualTo(4);
        });
    engine.cutLogAfter(RunEvent.TrialEnded.class::isInstance);
    RunState resumed = engine.resume();
    assertThat(resumed.status()).isEqualTo(RunStatus.SUCCESS);
    assertThat(resumed.trials(Studies.TUNE)).isEqualTo(state.trials(Studies.TUNE));
  }

  @Test
  void aSearchEndsWhenNoImprovementIsExpected() {
    String stagnation = "stop: {type: NoImprovementStopper, patience: 2, tolerance: 10}";
    RunState state = engine.run(Studies.of("train", "num_samples: 50", ONE, "seed: 3", stagnation));
    assertThat(state.status()).isEqualTo(RunStatus.SUCCESS);
    assertThat(state.trials(Studies.TUNE))
        .hasSize(3)
        .allMatch(trial -> trial.status() == TrialStatus.COMPLETED);
    assertThat(engine.lines("effects.txt")).containsOnlyOnce("after");
  }

  @Test
  void whenTheTimeIsUpTheBestOfWhatThereIsIsTheResult() {
    // Long enough for a worker to start on a busy machine.
    RunState state =
        engine.run(Studies.of("train", "num_samples: 100000", ONE, "seed: 3", "time_budget: 6s"));
    assertThat(state.status()).isEqualTo(RunStatus.SUCCESS);
    List<TrialState> trials = state.trials(Studies.TUNE);
    assertThat(trials).hasSizeBetween(1, 99_999);
    assertThat(trials).allMatch(trial -> trial.status() != TrialStatus.RUNNING);
    assertThat(trials.subList(0, trials.size() - 1))
        .allMatch(trial -> trial.status() == TrialStatus.COMPLETED);
    assertThat(engine.lines("effects.txt")).containsOnlyOnce("after");
  }

  private static String withAnHour(int samples) {
    return Studies.of("train", "num_samples: " + samples, ONE, "seed: 3", "time_budget: 1h");
  }

  /** A search with an hour's time that was killed in its fourth trial, so long after it began. */
  private void killedAfter(Duration spent, int samples) {
    engine.run(withAnHour(samples));
    engine.cutLogLateAfter(
        event -> event instanceof RunEvent.TrialReported report && report.trial() == 3, spent);
  }

  @Test
  void aResumeHasOnlyTheTimeThatIsLeftOfTheBudget() {
    killedAfter(Duration.ofMinutes(60).minusMillis(800), 5);
    engine.write("pipeline.yaml", withAnHour(100_000));
    RunState resumed = engine.resume();
    assertThat(resumed.status()).isEqualTo(RunStatus.SUCCESS);
    assertThat(resumed.trials(Studies.TUNE)).hasSizeBetween(4, 99_999);
    assertThat(engine.lines("effects.txt")).contains("3 from 0 none", "after");
  }

  @Test
  void aResumeWhoseBudgetIsUsedUpEndsTheSearchWithWhatItHas() {
    killedAfter(Duration.ofHours(2), 8);
    int before = engine.lines("effects.txt").size();
    RunState resumed = engine.resume();
    assertThat(resumed.status()).isEqualTo(RunStatus.SUCCESS);
    assertThat(resumed.trials(Studies.TUNE))
        .extracting(TrialState::status)
        .containsExactly(
            TrialStatus.COMPLETED,
            TrialStatus.COMPLETED,
            TrialStatus.COMPLETED,
            TrialStatus.STOPPED);
    assertThat(engine.lines("effects.txt")).hasSize(before + 1).endsWith("after");
    assertThat(engine.retry("ray_tune.num_samples=6").trialCounts(Studies.TUNE))
        .as("a retry has the whole budget again")
        .isEqualTo(new TrialCounts(5, 1, 0, 0));
  }

  @Test
  void whereNoTrialGotAnywhereWithinTheBudgetTheSearchFails() {
    engine.run(withAnHour(1));
    engine.cutLogLateAfter(event -> event instanceof RunEvent.TrialReported, Duration.ofHours(2));
    RunState resumed = engine.resume();
    assertThat(resumed.status()).isEqualTo(RunStatus.FAILED);
    assertThat(resumed.failure().orElseThrow().message()).contains("within the time budget");
    assertThat(resumed.trialCounts(Studies.TUNE).running()).isZero();
  }
}
