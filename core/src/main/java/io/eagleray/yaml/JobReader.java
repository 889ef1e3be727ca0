package io.eagleray.yaml;

import io.eagleray.model.ray.Job;
import io.eagleray.problem.Location;
import io.eagleray.spi.MappingReader;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** Reads {@code ray_job}. */
final class JobReader {
  /** What Ray takes in keys of their own, and refuses among the others. */
  private static final Map<String, String> OWN_KEYS =
      Map.of(
          "CPU", "entrypoint_num_cpus",
          "GPU", "entrypoint_num_gpus",
          "memory", "entrypoint_memory");

  private JobReader() {}

  /**
   * Reads it.
   *
   * @param at where its key stands
   */
  static Job read(MappingReader job, Location at) {
    return new Job(
        at,
        entrypoint(job),
        job.valueAt("entrypoint"),
        need(job, "entrypoint_num_cpus"),
        need(job, "entrypoint_num_gpus"),
        job.bytes("entrypoint_memory"),
        job.mapping("entrypoint_resources").map(JobReader::resources).orElse(Map.of()));
  }

  private static Optional<String> entrypoint(MappingReader job) {
    Optional<String> command = job.text("entrypoint");
    if (command.filter(String::isBlank).isPresent()) {
      job.reject("entrypoint", "a command");
      return Optional.empty();
    }
    return command;
  }

  private static Map<String, Double> resources(MappingReader resources) {
    Map<String, Double> needs = new LinkedHashMap<>();
    for (String name : resources.keys()) {
      OptionalDouble count = need(resources, name);
      String own = OWN_KEYS.get(name);
      if (own != null) {
        resources.problems().error(resources.keyAt(name), "write " + name + " as " + own);
      } else if (count.isPresent()) {
        needs.put(name, count.getAsDouble());
      }
    }
    return needs;
  }

  private static OptionalDouble need(MappingReader mapping, String key) {
    OptionalDouble number = mapping.number(key);
    if (number.orElse(0) < 0) {
      mapping.reject(key, "0 or more");
      return OptionalDouble.empty();
    }
    return number;
  }
}
