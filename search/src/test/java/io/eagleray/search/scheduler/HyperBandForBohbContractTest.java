package io.eagleray.search.scheduler;

class HyperBandForBohbContractTest extends SchedulerContract {
  @Override
  Scheduler scheduler() {
    return new HyperBandScheduler(27, 3, true, true);
  }
}
