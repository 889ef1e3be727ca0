package io.eagleray.search.sampler;

import static org.assertj.core.api.Assertions.assertThat;

import io.eagleray.search.bayesian.GpSampler;
import io.eagleray.search.history.TrialState;
import io.eagleray.search.scheduler.AshaPromotionScheduler;
import io.eagleray.search.scheduler.HyperBandScheduler;
import io.eagleray.search.scheduler.PopulationBasedTraining;
import io.eagleray.search.scheduler.Scheduler;
import io.eagleray.search.study.Next;
import io.eagleray.search.study.Study;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A Gaussian process where trials pause and few have ended, or none. */
class PausedTrialsTest {
  private static final int BUDGET = 30;

  static Stream<Scheduler> pausing() {
    return Stream.of(
        new AshaPromotionScheduler(100, 1, 4),
        new HyperBandScheduler(81, 3, true, true),
        new PopulationBasedTraining(2, 0, Map.of(), 0.25, 0.25, List.of(1.2, 0.8), true));
  }

  @ParameterizedTest
  @MethodSource("pausing")
  void itProposesWhereNoTrialHasEnded(Scheduler scheduler) {
    Study study = study(new GpSampler(), scheduler);
    for (int trial = 0; trial < BUDGET; trial++) {
      startNew(study);
    }
    assertThat(study.history().size()).isEqualTo(BUDGET);
    assertThat(study.history().endings()).isZero();
  }

  @Test
  void itLearnsFromWhatPausedTrialsHaveReported() {
    assertThat(distance(new GpSampler())).isLessThan(0.5 * distance(new RandomSampler()));
  }

  /** The mean distance of the last ten of thirty from the best place. */
  private static double distance(Sampler sampler) {
    Study study = study(sampler, new AshaPromotionScheduler(100, 1, 4));
    for (int trial = 0; trial < BUDGET; trial++) {
      startNew(study);
    }
    return IntStream.range(BUDGET - 10, BUDGET)
        .mapToDouble(trial -> Math.sqrt(study.history().loss(trial)))
        .average()
        .orElseThrow();
  }

  /** The next trial that is new; those that would go on first report a step and pause again. */
  private static void startNew(Study study) {
    while (true) {
      Next next = study.next();
      int trial =
          switch (next) {
            case Next.Start start -> start.trial().number();
            case Next.Resume resume -> resume.trial().number();
            default -> throw new AssertionError(next);
          };
      long step = study.history().step(trial) + 1;
      while (study.history().state(trial) == TrialState.RUNNING) {
        study.report(trial, step++, loss(study, trial));
      }
      if (next instanceof Next.Start) {
        return;
      }
    }
  }

  private static double loss(Study study, int trial) {
    double x = study.history().configuration(trial).getDouble("x") - 0.3;
    double y = study.history().configuration(trial).getDouble("y") - 0.6;
    return x * x + y * y;
  }

  private static Study study(Sampler sampler, Scheduler scheduler) {
    return Study.minimize("loss")
        .space(s -> s.uniform("x", 0, 1).uniform("y", 0, 1))
        .sampler(sampler)
        .scheduler(scheduler)
        .seed(3)
        .budget(BUDGET)
        .build();
  }
}
