package io.eagleray.search.scheduler;

class MedianStoppingRuleContractTest extends SchedulerContract {
  @Override
  Scheduler scheduler() {
    return new MedianStoppingRule(3, 3, true);
  }
}
