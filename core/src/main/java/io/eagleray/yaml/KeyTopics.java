package io.eagleray.yaml;

import io.eagleray.problem.Topic;
import java.util.Map;

/** What the values of keys are about; what has no topic of its own is about that of its mapping. */
final class KeyTopics {
  private static final Map<String, Topic> PIPELINE =
      Map.of("steps", Topic.STEPS, "start_at", Topic.ORDER, "java", Topic.CLASS_PATH);
  private static final Map<String, Topic> STEP =
      Map.ofEntries(
          Map.entry("type", Topic.STEPS),
          Map.entry("next", Topic.ORDER),
          Map.entry("on_failure", Topic.ORDER),
          Map.entry("returns", Topic.RETURNS),
          Map.entry("secrets", Topic.SECRETS),
          Map.entry("catalog", Topic.CATALOG),
          Map.entry("java", Topic.CLASS_PATH),
          Map.entry("retry", Topic.RETRIES),
          Map.entry("max_attempts", Topic.RETRIES),
          Map.entry("timeout", Topic.RETRIES),
          Map.entry("cache", Topic.CACHE),
          Map.entry("ray", Topic.RAY_CONFIG),
          Map.entry("ray_config", Topic.RAY_CONFIG),
          Map.entry("steps", Topic.STEPS),
          Map.entry("iterate_on", Topic.COMPOSITES),
          Map.entry("iterate_as", Topic.COMPOSITES),
          Map.entry("max_parallel", Topic.COMPOSITES),
          Map.entry("fail_fast", Topic.COMPOSITES),
          Map.entry("reducer", Topic.COMPOSITES),
          Map.entry("break_on", Topic.COMPOSITES),
          Map.entry("max_iterations", Topic.COMPOSITES),
          Map.entry("index_as", Topic.COMPOSITES));
  private static final Map<String, Topic> RAY_CONFIG = Map.of("ray_tune", Topic.SEARCH);
  private static final Map<String, Topic> SEARCH =
      Map.of(
          "search_space", Topic.SEARCH_SPACE,
          "search_algorithm", Topic.SAMPLERS,
          "scheduler", Topic.SCHEDULERS,
          "stop", Topic.STOPPERS);

  private KeyTopics() {}

  /** What the value of a key is about. */
  static Topic of(Topic mapping, String key) {
    return switch (mapping) {
      case PIPELINE -> PIPELINE.getOrDefault(key, mapping);
      case STEPS -> Topic.TASKS; // Its keys are the names of steps.
      case TASKS -> STEP.getOrDefault(key, mapping);
      case RAY_CONFIG -> RAY_CONFIG.getOrDefault(key, mapping);
      case SEARCH -> SEARCH.getOrDefault(key, mapping);
      default -> mapping;
    };
  }
}
