package io.eagleray.search.sampler;

import io.eagleray.search.registry.Factory;

/** Makes a sampler by name; found with {@link java.util.ServiceLoader}. */
public interface SamplerFactory extends Factory<Sampler> {}
