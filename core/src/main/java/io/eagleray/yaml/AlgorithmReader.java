package io.eagleray.yaml;

import io.eagleray.json.Json;
import io.eagleray.json.JsonObject;
import io.eagleray.json.JsonText;
import io.eagleray.model.ray.Algorithm;
import io.eagleray.problem.Location;
import io.eagleray.problem.Nearest;
import io.eagleray.problem.Problems;
import io.eagleray.spi.AlgorithmNames;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Reads a sampler, a scheduler or a stopper: its name, or a mapping with {@code type} and
 * arguments.
 *
 * @param kind for messages: {@code scheduler}
 * @param known the names, each with its arguments
 * @param otherwise the name where none is given
 */
record AlgorithmReader(String kind, Map<String, Set<String>> known, String otherwise) {
  private static final Set<String> COMMON = Set.of("type", "metric", "mode");

  Algorithm read(YamlMapping tune, String key, Goal goal) {
    Optional<Json> value = tune.json(key);
    if (value.isEmpty()) {
      return none(tune, key);
    }
    Location at = tune.valueAt(key);
    return switch (value.get()) {
      case JsonText(String name) -> {
        check(name, at, tune.problems(key));
        yield new Algorithm(name, JsonObject.EMPTY, at);
      }
      case JsonObject mapping -> read(tune.child(key).orElseThrow(), goal);
      default -> {
        tune.reject(key, "a name or a mapping with \"type\"");
        yield none(tune, key);
      }
    };
  }

  private Algorithm none(YamlMapping tune, String key) {
    return new Algorithm(otherwise, JsonObject.EMPTY, tune.keyAt(key));
  }

  /** Reads the mapping of one. */
  Algorithm read(YamlMapping mapping, Goal goal) {
    goal.read(mapping);
    Optional<String> type = mapping.text("type");
    if (!mapping.has("type")) {
      mapping.problems().error(mapping.at(), mapping.label() + " needs a \"type\"");
    }
    type.ifPresent(name -> check(name, mapping.valueAt("type"), mapping.problems()));
    Set<String> named = known.getOrDefault(type.orElse(""), AlgorithmNames.ANY);
    Set<String> accepted = named.equals(AlgorithmNames.ANY) ? mapping.keys() : named;
    accepted.forEach(mapping::accept);
    JsonObject.Builder arguments = JsonObject.builder();
    for (String name : mapping.keys()) {
      if (!COMMON.contains(name) && accepted.contains(name)) {
        arguments.put(name, mapping.json(name));
      }
    }
    return new Algorithm(type.orElse(otherwise), arguments.build(), mapping.valueAt("type"));
  }

  private void check(String name, Location at, Problems problems) {
    if (!known.containsKey(name)) {
      problems.error(
          at,
          "unknown "
              + kind
              + " \""
              + name
              + "\""
              + Nearest.hintOrKnown(name, new TreeSet<>(known.keySet())));
    }
  }
}
