package io.eagleray.search.scheduler;

import static org.assertj.core.api.Assertions.assertThat;

import io.eagleray.search.history.History;
import io.eagleray.search.history.Observations;
import io.eagleray.search.history.TrialState;
import io.eagleray.search.sampler.RandomSampler;
import io.eagleray.search.space.SearchSpace;
import io.eagleray.search.study.Outcome;
import io.eagleray.search.study.Study;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What every scheduler promises, whatever its rule is. */
abstract class SchedulerContract {
  private static final long SEED = 11;

  abstract Scheduler scheduler();

  /** How many trials a simulated study makes. */
  int trials() {
    return 40;
  }

  /** A history in which nothing happens: enough for judges that look at the reports only. */
  static History history() {
    return new Observations(SearchSpace.builder().uniform("x", 0, 1).build());
  }

  private Study study(Scheduler scheduler) {
    return Study.minimize("loss")
        .space(s -> s.uniform("x", 0, 1).randInt("n", 1, 9).choice("kind", "a", "b"))
        .sampler(new RandomSampler())
        .scheduler(scheduler)
        .budget(trials())
        .seed(SEED)
        .build();
  }

  @Test
  void theVeryFirstReportNeverStopsATrial() {
    Study study = study(scheduler());
    int trial = study.ask().number();
    assertThat(study.report(trial, 1, 5.0)).isNotEqualTo(Decision.STOP);
  }

  @Test
  void equalEventsGiveEqualDecisions() {
    assertThat(new Simulation(study(scheduler()), SEED).run())
        .isEqualTo(new Simulation(study(scheduler()), SEED).run());
  }

  @Test
  void judgesOfDifferentStudiesDoNotShareAnything() {
    Scheduler scheduler = scheduler();
    List<String> alone = new Simulation(study(scheduler), SEED).run();
    Study other = study(scheduler);
    new Simulation(other, SEED + 1).run();
    assertThat(new Simulation(study(scheduler), SEED).run()).isEqualTo(alone);
  }

  @Test
  void everyTrialComesToAnEndWhateverFailsOnTheWay() {
    Study study = study(scheduler());
    new Simulation(study, SEED).run();
    assertThat(study.history().size()).isEqualTo(trials());
    assertThat(study.history().running()).isZero();
    for (int trial = 0; trial < trials(); trial++) {
      assertThat(study.history().state(trial)).isNotEqualTo(TrialState.RUNNING);
    }
  }

  @Test
  void aStudyReplayedUpToAnyMomentGoesOnAsItWould() {
    Simulation whole = new Simulation(study(scheduler()), SEED);
    List<String> expected = whole.run();
    int stride = Math.max(23, whole.events() / 8);
    for (int events = 0; events <= whole.events(); events += stride) {
      Simulation resumed = whole.replayedInto(study(scheduler()), events);
      assertThat(resumed.run()).isEqualTo(expected);
    }
  }

  @Test
  void itLivesWithValuesThatAreNoNumbers() {
    Study study = study(scheduler());
    for (int trial = 0; trial < 9; trial++) {
      double loss = new double[] {Double.NaN, Double.POSITIVE_INFINITY, 1.0}[trial % 3];
      assertThat(study.ask().number()).isEqualTo(trial);
      if (study.report(trial, 1, loss) == Decision.CONTINUE) {
        study.restart(trial, 0);
      }
      study.tell(trial, Outcome.failed());
    }
  }
}
