package io.eagleray.search.scheduler;

class HyperBandSchedulerContractTest extends SchedulerContract {
  @Override
  Scheduler scheduler() {
    return new HyperBandScheduler(27, 3, true, false);
  }
}
