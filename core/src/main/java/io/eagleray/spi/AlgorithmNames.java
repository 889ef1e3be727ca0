package io.eagleray.spi;

import java.util.Map;
import java.util.Set;

/**
 * The samplers, schedulers and stoppers that a Ray config may name, each with the arguments that it
 * takes ({@code type}, {@code metric} and {@code mode} are always accepted).
 *
 * @param samplers accepted under {@code search_algorithm}
 * @param schedulers accepted under {@code scheduler}
 * @param stoppers accepted under {@code stop}
 */
public record AlgorithmNames(
    Map<String, Set<String>> samplers,
    Map<String, Set<String>> schedulers,
    Map<String, Set<String>> stoppers) {
  /** The arguments of something that checks them itself: all are accepted. */
  public static final Set<String> ANY = Set.of("*");

  public AlgorithmNames {
    samplers = Map.copyOf(samplers);
    schedulers = Map.copyOf(schedulers);
    stoppers = Map.copyOf(stoppers);
  }
}
