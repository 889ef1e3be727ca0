package io.eagleray.search.scheduler;

import static org.assertj.core.api.Assertions.assertThat;

import io.eagleray.search.history.History;
import io.eagleray.search.history.Observations;
import io.eagleray.search.space.SearchSpace;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** What every scheduler promises, whatever its rule is. */
abstract class SchedulerContract {
  private static final long SEED = 11;

  abstract Scheduler scheduler();

  /** A history in which nothing happens: enough for judges that look at the reports only. */
  static History history() {
    return new Observations(SearchSpace.builder().uniform("x", 0, 1).build());
  }

  @Test
  void theVeryFirstReportNeverStopsATrial() {
    assertThat(scheduler().start(history(), SEED).onReport(0, 1, 5.0)).isEqualTo(Decision.CONTINUE);
  }

  @Test
  void equalReportsGiveEqualDecisions() {
    assertThat(decisions(scheduler().start(history(), SEED)))
        .isEqualTo(decisions(scheduler().start(history(), SEED)));
  }

  @Test
  void judgesOfDifferentStudiesDoNotShareAnything() {
    Scheduler scheduler = scheduler();
    List<Decision> alone = decisions(scheduler.start(history(), SEED));
    assertThat(decisions(scheduler.start(history(), SEED))).isEqualTo(alone);
  }

  @Test
  void itLivesWithValuesThatAreNoNumbers() {
    Judge judge = scheduler().start(history(), SEED);
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
