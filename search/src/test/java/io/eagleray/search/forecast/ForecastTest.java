package io.eagleray.search.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.eagleray.search.scheduler.Decision;
import io.eagleray.search.study.Next;
import io.eagleray.search.study.Outcome;
import io.eagleray.search.study.Study;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class ForecastTest {
  private static final int STEPS = 27;
  private static final Fidelity FIDELITY = new Fidelity(1, STEPS);

  /** Curves that keep their order: early values say all. */
  private static double honest(double x, long step) {
    return (x - 0.7) * (x - 0.7) + 1.0 / step;
  }

  /** Curves that cross: what is ahead at first is behind at the end. */
  private static double crossing(double x, long step) {
    double way = (double) step / STEPS;
    return (1 - way) * (x - 0.1) * (x - 0.1) + way * (x - 0.8) * (x - 0.8);
  }

  private interface Curves {
    double at(double x, long step);
  }

  /** Runs one trial after the other; returns the steps made by each. */
  private static Map<Integer, Long> run(Study study, Curves curves, int steps) {
    Map<Integer, Long> made = new HashMap<>();
    int left = steps;
    while (left > 0) {
      Next next = study.next();
      int trial =
          switch (next) {
            case Next.Start start -> start.trial().number();
            case Next.Resume resume -> resume.trial().number();
            case Next.Dropped dropped -> throw new AssertionError(dropped);
            case Next.Wait wait -> throw new AssertionError("nothing runs to wait for");
            case Next.Done done -> throw new AssertionError("there is no end to trials here");
          };
      double x = study.history().configuration(trial).getDouble("x");
      Decision decision = Decision.CONTINUE;
      long step = made.getOrDefault(trial, 0L);
      while (decision == Decision.CONTINUE && step < STEPS) {
        step++;
        left--;
        decision = study.report(trial, step, curves.at(x, step));
      }
      made.put(trial, step);
      if (step == STEPS) {
        study.tell(trial, Outcome.completed(curves.at(x, step)));
      }
    }
    return made;
  }

  private static Study study() {
    return Study.minimize("loss")
        .space(s -> s.uniform("x", 0, 1))
        .sampler(new ForecastSampler(FIDELITY))
        .scheduler(new ForecastScheduler(FIDELITY, OptionalLong.empty(), 1))
        .seed(3)
        .build();
  }

  @Test
  void fewTrialsRunToTheEndWhereEarlyValuesCanBeTrusted() {
    Study study = study();
    Map<Integer, Long> made = run(study, ForecastTest::honest, 10 * STEPS);
    assertThat(study.best().orElseThrow().config().getDouble("x")).isBetween(0.65, 0.75);
    assertThat(made.size()).isGreaterThan(12);
  }

  @Test
  void theBestAtTheEndIsFoundWhereCurvesCross() {
    Study study = study();
    run(study, ForecastTest::crossing, 12 * STEPS);
    assertThat(study.best().orElseThrow().config().getDouble("x")).isBetween(0.75, 0.85);
  }

  @Test
  void terribleValuesDoNotFlattenTheOthers() {
    double[] warped = PowerTransform.of(new double[] {1, 2, 3, 4, 100});
    assertThat(warped).isSorted();
    assertThat(warped[1] - warped[0]).isGreaterThan(0.1);
    assertThat(Arrays.stream(warped).average().orElseThrow()).isBetween(-1e-9, 1e-9);
    assertThat(Arrays.stream(PowerTransform.of(new double[] {5, 5, 5}))).allMatch(v -> v == 0);
  }

  @Test
  void equalLossesAndLossesThatAreNoNumbersAreLivedWith() {
    run(study(), (x, step) -> 1.0, 4 * STEPS);
    run(study(), (x, step) -> Double.NaN, 4 * STEPS);
  }

  @Test
  void rungsLieEvenlyOnALogarithmicScale() {
    Rungs rungs = Rungs.of(new Fidelity(1, 52));
    assertThat(rungs.first()).isEqualTo(6);
    assertThat(rungs.step(rungs.count() - 1)).isEqualTo(52);
    assertThat(rungs.isPassed(5, 6)).isTrue();
    assertThat(rungs.isPassed(6, 9)).isFalse();
    assertThat(Rungs.of(new Fidelity(1, 1)).count()).isEqualTo(1);
  }

  @Test
  void boundsAreChecked() {
    assertThatThrownBy(() -> new Fidelity(5, 3))
        .isInstanceOf(InvalidFidelityException.class)
        .hasMessage("a fidelity needs 1 <= min <= max, got min 5 and max 3");
  }
}
