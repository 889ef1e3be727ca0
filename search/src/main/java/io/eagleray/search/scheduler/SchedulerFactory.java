package io.eagleray.search.scheduler;

import io.eagleray.search.registry.Factory;

/** Makes a scheduler by name; found with {@link java.util.ServiceLoader}. */
public interface SchedulerFactory extends Factory<Scheduler> {}
