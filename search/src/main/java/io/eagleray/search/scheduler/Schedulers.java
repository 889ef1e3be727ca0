package io.eagleray.search.scheduler;

import io.eagleray.search.registry.Registry;
import java.util.ServiceLoader;
import java.util.Set;

/** All schedulers on the class path, by name. */
public final class Schedulers {
  private static final Set<String> FOREIGN =
      Set.of("PopulationBasedTrainingReplay", "ResourceChangingScheduler");

  private Schedulers() {}

  /** The schedulers that can be loaded now. */
  public static Registry<Scheduler> registry() {
    return new Registry<>(ServiceLoader.load(SchedulerFactory.class), FOREIGN);
  }
}
