package io.eagleray.search.scheduler;

class PopulationBasedTrainingContractTest extends SchedulerContract {
  @Override
  Scheduler scheduler() {
    return new PopulationBasedTraining().withInterval(4);
  }
}
