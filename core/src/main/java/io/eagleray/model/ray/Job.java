package io.eagleray.model.ray;

import io.eagleray.model.Bytes;
import io.eagleray.problem.Location;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * One command as the Ray job itself, {@code ray_job}: it runs beside the job's driver, on the node
 * where Ray puts that. Where any of its needs is given, this may be a worker node, else it is the
 * head.
 *
 * @param at where the section stands
 * @param entrypoint the command; empty where the node's task is it
 * @param entrypointAt where the command stands
 * @param cpus CPUs of the command itself
 * @param gpus GPUs of the command itself
 * @param resources others, by the cluster's names for them
 */
public record Job(
    Location at,
    Optional<String> entrypoint,
    Location entrypointAt,
    OptionalDouble cpus,
    OptionalDouble gpus,
    Optional<Bytes> memory,
    Map<String, Double> resources) {
  public Job {
    resources = Collections.unmodifiableMap(new LinkedHashMap<>(resources));
  }
}
