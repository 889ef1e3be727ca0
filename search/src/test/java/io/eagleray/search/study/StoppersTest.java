package io.eagleray.search.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.eagleray.search.history.TrialState;
import io.eagleray.search.registry.InvalidArgumentException;
import io.eagleray.search.registry.Lookup;
import io.eagleray.search.sampler.RandomSampler;
import io.eagleray.search.scheduler.Decision;
import io.eagleray.search.stopper.InvalidStopperException;
import io.eagleray.search.stopper.MaximumIterationStopper;
import io.eagleray.search.stopper.NoImprovementStopper;
import io.eagleray.search.stopper.Stopper;
import io.eagleray.search.stopper.Stoppers;
import io.eagleray.search.stopper.TargetStopper;
import io.eagleray.search.stopper.TimeoutStopper;
import io.eagleray.search.stopper.TrialPlateauStopper;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.concurrent.atomic.AtomicReference;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class StoppersTest {

  private static StudyBuilder minimizing(Stopper stopper) {
    return Study.minimize("loss")
        .space(s -> s.uniform("x", -1, 1))
        .sampler(new RandomSampler())
        .stopper(stopper);
  }

  @Test
  void aTrialThatHasDoneEnoughHasCompletedWithItsLastReport() {
    Study study = minimizing(new MaximumIterationStopper(2)).build();
    int trial = study.ask().number();
    assertThat(study.report(trial, 1, 0.9)).isEqualTo(Decision.CONTINUE);
    assertThat(study.report(trial, 2, 0.4)).isEqualTo(Decision.STOP);
    assertThat(study.hasDoneEnough(trial)).isTrue();
    study.tell(trial, Outcome.stopped());
    assertThat(study.history().state(trial)).isEqualTo(TrialState.COMPLETED);
    assertThat(study.best().orElseThrow().value()).isEqualTo(0.4);
    assertThat(study.isOver()).isFalse();
  }

  @Test
  void theReportsOfADeadAttemptDoNotCountForAPlateau() {
    Study study = minimizing(new TrialPlateauStopper(0.01, 2, 0, OptionalDouble.empty())).build();
    int trial = study.ask().number();
    study.report(trial, 1, 0.5);
    study.restart(trial, 0);
    assertThat(study.report(trial, 1, 0.5)).isEqualTo(Decision.CONTINUE);
    assertThat(study.report(trial, 2, 0.5)).isEqualTo(Decision.STOP);
  }

  @Test
  void theSearchEndsWhenATrialReachesTheTarget() {
    Study study =
        Study.maximize("accuracy")
            .space(s -> s.uniform("x", -1, 1))
            .stopper(new TargetStopper(0.9))
            .build();
    int good = study.ask().number();
    int other = study.ask().number();
    assertThat(study.report(other, 1, 0.89)).isEqualTo(Decision.CONTINUE);
    assertThat(study.report(good, 1, 0.9)).isEqualTo(Decision.STOP);
    assertThat(study.isOver()).isTrue();
    assertThat(study.report(other, 2, 0.895)).isEqualTo(Decision.STOP);
    assertThat(study.hasDoneEnough(other)).isFalse();
    study.tell(other, Outcome.stopped());
    study.tell(good, Outcome.stopped());
    assertThat(study.history().state(other)).isEqualTo(TrialState.STOPPED);
    assertThat(study.history().state(good)).isEqualTo(TrialState.COMPLETED);
    assertThat(study.best().orElseThrow().number()).as("other came further").isEqualTo(good);
    assertThat(study.tryAsk()).isEmpty();
    assertThat(study.next()).isEqualTo(new Next.Done());
  }

  @Test
  void aValueThatIsNotAllowedReachesNoTarget() {
    Study study = minimizing(new TargetStopper(0.5)).constraints(1).build();
    int forbidden = study.ask().number();
    assertThat(study.report(forbidden, 1, 0.1)).isEqualTo(Decision.CONTINUE);
    study.tell(forbidden, Outcome.completed(List.of(0.1), List.of(1.0)));
    assertThat(study.isOver()).isFalse();
    study.tell(study.ask().number(), Outcome.completed(List.of(0.2), List.of(-1.0)));
    assertThat(study.isOver()).isTrue();
  }

  @Test
  void theSearchEndsWhenThatManyTrialsWereNotBetter() {
    Study study = minimizing(new NoImprovementStopper(3, 0.1)).build();
    double[] values = {1.0, 0.95, 0.8, 0.75, 0.9};
    for (double value : values) {
      study.tell(study.ask(), value);
      assertThat(study.isOver()).as("after " + value).isFalse();
    }
    study.tell(study.ask().number(), Outcome.failed());
    assertThat(study.isOver()).as("a failed trial says nothing").isFalse();
    study.tell(study.ask(), 0.71);
    assertThat(study.isOver()).as("0.8 - 0.71 is within the tolerance").isTrue();
    assertThat(study.tryAsk()).isEmpty();
  }

  @Test
  void aTrialThatCameFurtherIsAnImprovementWhateverItsValue() {
    Study study = minimizing(new NoImprovementStopper(1, 0)).build();
    int first = study.ask().number();
    study.report(first, 1, 0.1);
    study.tell(first, Outcome.stopped());
    int further = study.ask().number();
    study.report(further, 2, 0.5);
    study.tell(further, Outcome.stopped());
    assertThat(study.isOver()).isFalse();
    int shorter = study.ask().number();
    study.report(shorter, 1, 0.01);
    study.tell(shorter, Outcome.stopped());
    assertThat(study.isOver()).isTrue();
  }

  @Test
  void theTimeOfASearchBeginsWithItsFirstEvent() {
    AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);
    Study study = minimizing(new TimeoutStopper(Duration.ofMinutes(10), now::get)).build();
    now.set(Instant.EPOCH.plusSeconds(1000));
    int trial = study.ask().number();
    now.set(Instant.EPOCH.plusSeconds(1599));
    assertThat(study.report(trial, 1, 0.5)).isEqualTo(Decision.CONTINUE);
    now.set(Instant.EPOCH.plusSeconds(1600));
    assertThat(study.report(trial, 2, 0.4)).isEqualTo(Decision.STOP);
    assertThat(study.tryAsk()).isEmpty();
  }

  @Test
  void anyOneOfSeveralStoppersSuffices() {
    Study study =
        minimizing(new TargetStopper(0.1)).stopper(new NoImprovementStopper(2, 0)).build();
    for (double value : new double[] {0.5, 0.6, 0.7}) {
      study.tell(study.ask(), value);
    }
    assertThat(study.isOver()).isTrue();
  }

  @Test
  void aStudyReplayedUpToTheEndIsOverToo() {
    Study study = minimizing(new NoImprovementStopper(2, 0)).build();
    Study again = minimizing(new NoImprovementStopper(2, 0)).build();
    for (double value : new double[] {0.5, 0.6, 0.7}) {
      Trial trial = study.ask();
      study.tell(trial, value);
      assertThat(again.isOver()).isFalse();
      again.asked(trial.number(), trial.config());
      again.told(trial.number(), Outcome.completed(value));
    }
    assertThat(again.isOver()).isTrue();
  }

  @Test
  void optimizeReturnsWhenTheSearchIsOver() throws InterruptedException {
    Study study = minimizing(new NoImprovementStopper(5, 0)).build();
    study.optimize(1000, 2, trial -> 1.0);
    assertThat(study.history().size()).isBetween(6, 8);
    assertThat(study.isOver()).isTrue();
  }

  @Test
  void optimizeLetsAFunctionEndThatHasDoneEnough() throws InterruptedException {
    Study study = minimizing(new MaximumIterationStopper(3)).build();
    study.optimize(
        4,
        2,
        trial -> {
          for (int step = 1; step <= 1000; step++) {
            trial.report(step, 1.0 / step);
          }
          return 0;
        });
    for (int trial = 0; trial < 4; trial++) {
      assertThat(study.history().step(trial)).isEqualTo(3);
      assertThat(study.history().state(trial)).isEqualTo(TrialState.COMPLETED);
    }
  }

  @Test
  void everyStopperCanBeMadeByItsName() {
    Map<String, Map<String, Object>> least =
        Map.of(
            "MaximumIterationStopper", Map.of("max_iter", 5),
            "TimeoutStopper", Map.of("timeout", 0.5),
            "TargetStopper", Map.of("value", 0.9));
    assertThat(Stoppers.registry().names())
        .containsExactlyInAnyOrder(
            "ExperimentPlateauStopper",
            "MaximumIterationStopper",
            "NoImprovementStopper",
            "TargetStopper",
            "TimeoutStopper",
            "TrialPlateauStopper");
    for (String name : Stoppers.registry().names()) {
      assertThat(made(name, least.getOrDefault(name, Map.of())).getClass().getSimpleName())
          .isEqualTo(name);
    }
    assertThat(made("TrialPlateauStopper", Map.of("num_results", 7, "metric_threshold", 0.5)))
        .isEqualTo(new TrialPlateauStopper(0.01, 7, 4, OptionalDouble.of(0.5)));
  }

  @Test
  void whatASettingMayBeIsToldWhereItIsNot() {
    refuses(() -> made("TrialPlateauStopper", Map.of("std", -1)), "std must be at least 0");
    refuses(() -> made("ExperimentPlateauStopper", Map.of("top", 1)), "top must be at least 2");
    refuses(() -> made("NoImprovementStopper", Map.of("patience", 0)), "at least 1, got 0");
    refuses(() -> made("MaximumIterationStopper", Map.of("max_iter", 0)), "at least 1, got 0");
    refuses(() -> new TargetStopper(Double.NaN), "value must be finite, got NaN");
    refuses(() -> new TimeoutStopper(Duration.ZERO), "timeout must be above 0, got PT0S");
    assertThatThrownBy(() -> made("TimeoutStopper", Map.of()))
        .isInstanceOf(InvalidArgumentException.class)
        .hasMessageContaining("needs timeout, a number of seconds above 0");
    assertThatThrownBy(() -> made("NoImprovementStopper", Map.of("patients", 3)))
        .hasMessageContaining(
            "no argument \"patients\" (it has: metric, mode, patience, tolerance)");
  }

  private static Stopper made(String name, Map<String, Object> arguments) {
    return ((Lookup.Found<Stopper>) Stoppers.registry().find(name)).create(arguments);
  }

  private static void refuses(ThrowingCallable making, String message) {
    assertThatThrownBy(making)
        .isInstanceOf(InvalidStopperException.class)
        .hasMessageContaining(message);
  }
}
