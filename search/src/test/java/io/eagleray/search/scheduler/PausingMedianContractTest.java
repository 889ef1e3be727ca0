package io.eagleray.search.scheduler;

class PausingMedianContractTest extends SchedulerContract {
  @Override
  Scheduler scheduler() {
    return new MedianStoppingRule(3, 3, false);
  }
}
