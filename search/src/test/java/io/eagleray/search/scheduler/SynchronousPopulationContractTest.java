package io.eagleray.search.scheduler;

import java.util.List;
import java.util.Map;

class SynchronousPopulationContractTest extends SchedulerContract {
  @Override
  Scheduler scheduler() {
    return new PopulationBasedTraining(4, 0, Map.of(), 0.25, 0.25, List.of(1.2, 0.8), true);
  }
}
