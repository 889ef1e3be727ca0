package io.eagleray.search.scheduler;

import static io.eagleray.search.scheduler.Decision.CONTINUE;
import static io.eagleray.search.scheduler.Decision.STOP;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class AshaSchedulerTest extends SchedulerContract {
  /** Rungs at 1, 2, 4, 8; the better half goes on. */
  private static final AshaScheduler HALVING = new AshaScheduler(8, 1, 2, 1, true);

  @Override
  Scheduler scheduler() {
    return new AshaScheduler(27, 1, 3, 2, true);
  }

  /** Each decision worked out by hand from the median of what the rung held before. */
  @Test
  void decisionsAreThoseOfATableWorkedOutByHand() {
    Judge judge = HALVING.start(history(), 0);
    // Rung 1 is empty: on.                                          rung 1: 5
    assertThat(judge.onReport(0, 1, 5.0)).isEqualTo(CONTINUE);
    // Median of {5} is 5; 6 is worse.                               rung 1: 5 6
    assertThat(judge.onReport(1, 1, 6.0)).isEqualTo(STOP);
    // Median of {5, 6} is 5.5; 5.5 is not worse.                    rung 1: 5 5.5 6
    assertThat(judge.onReport(2, 1, 5.5)).isEqualTo(CONTINUE);
    // Median of {5, 5.5, 6} is 5.5; 5.6 is worse.                   rung 1: 5 5.5 5.6 6
    assertThat(judge.onReport(3, 1, 5.6)).isEqualTo(STOP);
    // Rung 2 is empty: on.                                          rung 2: 4
    assertThat(judge.onReport(0, 2, 4.0)).isEqualTo(CONTINUE);
    // Between rungs nothing is compared, however bad.
    assertThat(judge.onReport(0, 3, 99.0)).isEqualTo(CONTINUE);
    // Median of {4} is 4; 4.1 is worse.                             rung 2: 4 4.1
    assertThat(judge.onReport(2, 2, 4.1)).isEqualTo(STOP);
    // Rung 4 is empty: on, although 9 is worse than all else.       rung 4: 9
    assertThat(judge.onReport(0, 4, 9.0)).isEqualTo(CONTINUE);
    // The last step ends everybody.
    assertThat(judge.onReport(0, 8, 0.0)).isEqualTo(STOP);
  }

  @Test
  void theCutoffIsInterpolatedAsNumpyPercentilesAre() {
    Judge judge = new AshaScheduler(100, 1, 4, 1, true).start(history(), 0);
    judge.onReport(0, 1, 1.0);
    judge.onReport(1, 1, 0.5);
    judge.onReport(2, 1, 0.3);
    // numpy.percentile([0.3, 0.5, 1.0], 25) = 0.4
    assertThat(judge.onReport(3, 1, 0.41)).isEqualTo(STOP);
    // numpy.percentile([0.3, 0.41, 0.5, 1.0], 25) = 0.3825
    assertThat(judge.onReport(4, 1, 0.382)).isEqualTo(CONTINUE);
  }

  @Test
  void aReportThatSkipsRungsCountsAtTheHighestAndThenFillsTheLower() {
    Judge judge = HALVING.start(history(), 0);
    judge.onReport(0, 1, 1.0);
    // Step 5 is at or beyond rung 4, which is empty.
    assertThat(judge.onReport(1, 5, 9.0)).isEqualTo(CONTINUE);
    // Recorded at 4, so step 6 is compared at rung 2, empty too; then step 7 at rung 1.
    assertThat(judge.onReport(1, 6, 9.0)).isEqualTo(CONTINUE);
    assertThat(judge.onReport(1, 7, 9.0)).isEqualTo(STOP);
  }

  @Test
  void theReportsOfADeadAttemptAreVoid() {
    Judge judge = HALVING.start(history(), 0);
    judge.onReport(0, 1, 1.0);
    judge.onRestart(0, 0);
    // The rung is empty again: whoever comes is the first.
    assertThat(judge.onReport(1, 1, 9.0)).isEqualTo(CONTINUE);
    // The restarted trial is compared afresh, and recorded once.
    assertThat(judge.onReport(0, 1, 9.5)).isEqualTo(STOP);
  }

  @Test
  void reportsUpToTheCheckpointStay() {
    Judge judge = HALVING.start(history(), 0);
    judge.onReport(0, 1, 1.0);
    judge.onReport(0, 2, 1.0);
    judge.onRestart(0, 1);
    assertThat(judge.onReport(1, 1, 2.0)).isEqualTo(STOP);
    assertThat(judge.onReport(2, 2, 2.0)).isEqualTo(CONTINUE);
  }

  @Test
  void noNumberIsWorseThanAnyNumber() {
    Judge judge = HALVING.start(history(), 0);
    assertThat(judge.onReport(0, 1, Double.NaN)).isEqualTo(CONTINUE);
    assertThat(judge.onReport(1, 1, 5.0)).isEqualTo(CONTINUE);
    assertThat(judge.onReport(2, 1, Double.NaN)).isEqualTo(STOP);
    assertThat(judge.onReport(3, 1, Double.POSITIVE_INFINITY)).isEqualTo(STOP);
    assertThat(judge.onReport(4, 1, 5.0)).isEqualTo(CONTINUE);
  }

  @Test
  void laterBracketsSpareTheirTrialsTheFirstRung() {
    Judge judge = new AshaScheduler(9, 1, 3, 2, true).start(history(), 5);
    int spared = 0;
    for (int trial = 0; trial < 1000; trial++) {
      // Ever worse: in the first bracket all but the first are stopped at step 1.
      spared += judge.onReport(trial, 1, trial) == CONTINUE ? 1 : 0;
    }
    // The second bracket gets e^-1 / (1 + e^-1) of the trials: 269 of 1000.
    assertThat(spared).isBetween(225, 315);
  }

  @Test
  void argumentsAreChecked() {
    refuses(() -> new AshaScheduler(0, 1, 4, 1, true), "max_t must be at least 1, got 0");
    refuses(
        () -> new AshaScheduler(9, 10, 4, 1, true), "grace_period (10) must not be above max_t");
    refuses(() -> new AshaScheduler(9, 1, 1, 1, true), "reduction_factor must be above 1, got 1.0");
    refuses(() -> new AshaScheduler(9, 1, 3, 4, true), "brackets must be at most 3");
    refuses(() -> new AshaScheduler(9, 1, 3, 0, true), "brackets must be at least 1, got 0");
  }

  @Test
  void rungsAreCountedWithoutRoundingErrors() {
    assertThat(new AshaScheduler(243, 1, 3, 1, true).rungCount()).isEqualTo(6);
    assertThat(new AshaScheduler(100, 1, 4, 1, true).rungCount()).isEqualTo(4);
  }

  private static void refuses(
      org.assertj.core.api.ThrowableAssert.ThrowingCallable making, String message) {
    assertThatThrownBy(making)
        .isInstanceOf(InvalidSchedulerException.class)
        .hasMessageContaining(message);
  }
}
