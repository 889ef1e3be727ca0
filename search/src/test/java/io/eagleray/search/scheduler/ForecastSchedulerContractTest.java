package io.eagleray.search.scheduler;

import io.eagleray.search.forecast.Fidelity;
import io.eagleray.search.forecast.ForecastScheduler;
import java.util.OptionalLong;
import org.junit.jupiter.api.Tag;

@Tag("slow")
class ForecastSchedulerContractTest extends SchedulerContract {
  @Override
  Scheduler scheduler() {
    return new ForecastScheduler(new Fidelity(1, 27), OptionalLong.empty(), 4);
  }

  /** Forecasts take their time. */
  @Override
  int trials() {
    return 14;
  }
}
