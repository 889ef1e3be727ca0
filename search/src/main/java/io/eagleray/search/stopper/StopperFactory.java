package io.eagleray.search.stopper;

import io.eagleray.search.registry.Factory;

/** Makes a stopper by name; found with {@link java.util.ServiceLoader}. */
public interface StopperFactory extends Factory<Stopper> {}
