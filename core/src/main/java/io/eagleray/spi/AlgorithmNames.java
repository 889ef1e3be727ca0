package io.eagleray.spi;

import java.util.Map;
import java.util.Set;

/**
 * The samplers and schedulers that a Ray config may name, each with the arguments that it takes
 * ({@code type}, {@code metric} and {@code mode} are always accepted).
 *
 * @param samplers accepted under {@code search_algorithm}
 * @param schedulers accepted under {@code scheduler}
 */
public record AlgorithmNames(
    Map<String, Set<String>> samplers, Map<String, Set<String>> schedulers) {
  /** The arguments of something that checks them itself: all are accepted. */
  public static final Set<String> ANY = Set.of("*");

  public AlgorithmNames {
    samplers = Map.copyOf(samplers);
    schedulers = Map.copyOf(schedulers);
  }
}
