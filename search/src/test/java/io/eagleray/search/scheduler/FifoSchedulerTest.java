package io.eagleray.search.scheduler;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FifoSchedulerTest extends SchedulerContract {
  @Override
  Scheduler scheduler() {
    return new FifoScheduler();
  }

  @Test
  void nobodyIsStopped() {
    Judge judge = scheduler().start(history(), 0);
    assertThat(judge.onReport(0, 1, 1)).isEqualTo(Decision.CONTINUE);
    assertThat(judge.onReport(1, 1_000_000, 9)).isEqualTo(Decision.CONTINUE);
  }
}
