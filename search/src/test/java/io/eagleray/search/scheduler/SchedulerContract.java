package io.eagleray.search.scheduler;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** What every scheduler promises, whatever its rule is. */
abstract class SchedulerContract {
  private static final long SEED = 11;

  abstract Scheduler scheduler();

  @Test
  void theVeryFirstReportNeverStopsATrial() {
    assertThat(scheduler().start(SEED).onReport(0, 1, 5.0)).isEqualTo(Decision.CONTINUE);
  }

  @Test
  void equalReportsGiveEqualDecisions() {
    assertThat(decisions(scheduler().start(SEED))).isEqualTo(decisions(scheduler().start(SEED)));
  }

  @Test
  void judgesOfDifferentStudiesDoNotShareAnything() {
    Scheduler scheduler = scheduler();
    List<Decision> alone = decisions(scheduler.start(SEED));
    assertThat(decisions(scheduler.start(SEED))).isEqualTo(alone);
  }

  @Test
  void itLivesWithValuesThatAreNoNumbers() {
    Judge judge = scheduler().start(SEED);
    for (int trial = 0; trial < 9; trial++) {
      double loss = new double[] {Double.NaN, Double.POSITIVE_INFINITY, 1.0}[trial % 3];
      assertThat(judge.onReport(trial, 1, loss)).isNotNull();
      assertThat(judge.onReport(trial, 2, loss)).isNotNull();
      judge.onRestart(trial, 0);
    }
  }

  private static List<Decision> decisions(Judge judge) {
    SplittableRandom random = new SplittableRandom(SEED);
    List<Decision> decisions = new ArrayList<>();
    for (int trial = 0; trial < 50; trial++) {
      double level = random.nextDouble();
      Decision decision = Decision.CONTINUE;
      for (int step = 1; step <= 30 && decision == Decision.CONTINUE; step++) {
        decision = judge.onReport(trial, step, level + 1.0 / step);
        decisions.add(decision);
      }
    }
    return decisions;
  }
}
