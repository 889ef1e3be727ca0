package io.eagleray.search.scheduler;

import java.util.Map;

class SynchronousBanditsContractTest extends SchedulerContract {
  @Override
  Scheduler scheduler() {
    return new PopulationBasedBandits(4, Map.of(), 0.25, true);
  }

  /** The processes take their time. */
  @Override
  int trials() {
    return 12;
  }
}
