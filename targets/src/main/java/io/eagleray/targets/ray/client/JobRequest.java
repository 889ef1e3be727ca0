package io.eagleray.targets.ray.client;

import io.eagleray.json.Json;
import io.eagleray.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * A job to submit.
 *
 * @param submissionId its name on the cluster: 1 to 80 of {@code A-Z a-z 0-9 _ -}
 * @param entrypoint the command, for {@code /bin/sh}
 * @param cpus CPUs of the command itself; where any of the needs is given, Ray may run it on a
 *     worker node, else on the head
 * @param memory bytes
 * @param labels labels of the node that the command runs on; needs Ray 2.50
 */
public record JobRequest(
    String submissionId,
    String entrypoint,
    JsonObject runtimeEnv,
    Map<String, String> metadata,
    OptionalDouble cpus,
    OptionalDouble gpus,
    OptionalLong memory,
    Map<String, Double> resources,
    Map<String, String> labels) {
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{1,80}");

  public JobRequest {
    requireId(submissionId);
    if (entrypoint.isBlank()) {
      throw new IllegalArgumentException("a job's command must not be blank");
    }
    if (cpus.orElse(0) < 0 || gpus.orElse(0) < 0 || memory.orElse(0) < 0) {
      throw new IllegalArgumentException(
          "a job's needs must not be negative: " + cpus + " CPUs, " + gpus + " GPUs, " + memory);
    }
    metadata = Map.copyOf(metadata);
    resources = Map.copyOf(resources);
    labels = Map.copyOf(labels);
  }

  /** A job that needs nothing in particular. */
  public static JobRequest of(
      String submissionId, String entrypoint, JsonObject runtimeEnv, Map<String, String> metadata) {
    return new JobRequest(
        submissionId,
        entrypoint,
        runtimeEnv,
        metadata,
        OptionalDouble.empty(),
        OptionalDouble.empty(),
        OptionalLong.empty(),
        Map.of(),
        Map.of());
  }

  /** This job with needs of the command itself. */
  public JobRequest needing(double someCpus, double someGpus) {
    return needing(OptionalDouble.of(someCpus), OptionalDouble.of(someGpus), memory, resources);
  }

  /**
   * This job with needs of the command itself.
   *
   * @param someMemory bytes
   * @param others by the cluster's names
   */
  public JobRequest needing(
      OptionalDouble someCpus,
      OptionalDouble someGpus,
      OptionalLong someMemory,
      Map<String, Double> others) {
    return new JobRequest(
        submissionId,
        entrypoint,
        runtimeEnv,
        metadata,
        someCpus,
        someGpus,
        someMemory,
        others,
        labels);
  }

  /**
   * Refuses what the cluster would not take as an id, and what would be another path.
   *
   * @throws IllegalArgumentException if it is none
   */
  static String requireId(String id) {
    if (!ID.matcher(id).matches()) {
      throw new IllegalArgumentException(
          "a submission id must be 1 to 80 of A-Z a-z 0-9 _ -, not \"" + id + "\"");
    }
    return id;
  }

  /** What the command itself needs, by Ray's names. */
  public Map<String, Double> needs() {
    Map<String, Double> needs = new LinkedHashMap<>();
    cpus.ifPresent(count -> needs.put("CPU", count));
    gpus.ifPresent(count -> needs.put("GPU", count));
    memory.ifPresent(bytes -> needs.put("memory", (double) bytes));
    needs.putAll(resources);
    return needs;
  }

  JsonObject body() {
    JsonObject.Builder body =
        JsonObject.builder()
            .put("entrypoint", entrypoint)
            .put("submission_id", submissionId)
            .put("runtime_env", runtimeEnv)
            .put("metadata", texts(metadata));
    cpus.ifPresent(count -> body.put("entrypoint_num_cpus", number(count)));
    gpus.ifPresent(count -> body.put("entrypoint_num_gpus", number(count)));
    memory.ifPresent(bytes -> body.put("entrypoint_memory", bytes));
    if (!resources.isEmpty()) {
      Map<String, Json> numbers = new LinkedHashMap<>();
      resources.forEach((name, count) -> numbers.put(name, number(count)));
      body.put("entrypoint_resources", new JsonObject(numbers));
    }
    if (!labels.isEmpty()) {
      body.put("entrypoint_label_selector", texts(labels));
    }
    return body.build();
  }

  private static Json number(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e15
        ? Json.of((long) value)
        : Json.of(value);
  }

  private static JsonObject texts(Map<String, String> map) {
    Map<String, Json> texts = new LinkedHashMap<>();
    new TreeMap<>(map).forEach((name, text) -> texts.put(name, Json.of(text)));
    return new JsonObject(texts);
  }
}
