package io.eagleray.yaml;

import io.eagleray.json.Json;
import io.eagleray.problem.InvalidInputException;
import io.eagleray.problem.Location;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A value set over a Ray config's: {@code ray_tune.num_samples=20}.
 *
 * @param path the keys that lead to it
 */
public record ConfigOverride(List<String> path, Json value) {
  /** Where overrides are said to stand. */
  static final Location AT = Location.of("command line");

  private static final Set<String> WORK = Set.of("ray_tune", "ray_job", "ray_train", "ray_data");

  public ConfigOverride {
    path = List.copyOf(path);
  }

  /**
   * Reads {@code path=value}; the value is read as {@link Assignment} says.
   *
   * @throws InvalidInputException if there is no path or no {@code =}
   */
  public static ConfigOverride parse(String text) {
    Assignment assignment = Assignment.parse(text, "--set ray_tune.num_samples=20");
    List<String> path = List.of(assignment.name().split("\\.", -1));
    if (path.stream().anyMatch(String::isBlank)) {
      throw new InvalidInputException(
          AT, "\"" + assignment.name() + "\" must be keys joined by dots: ray_tune.num_samples");
    }
    return new ConfigOverride(path, assignment.value());
  }

  /**
   * Whether it is about a config. What is set inside a section that says what a node does is for
   * the configs that have that section: it makes no search of a node that runs its function once.
   */
  boolean concerns(Located.Mapping root) {
    return path.size() == 1
        || !WORK.contains(path.getFirst())
        || root.entries().containsKey(path.getFirst());
  }

  /** The mapping with this value set; mappings on the way to it are made where there are none. */
  Located.Mapping apply(Located.Mapping root) {
    return set(root, path);
  }

  private Located.Mapping set(Located.Mapping mapping, List<String> rest) {
    String key = rest.getFirst();
    Map<String, Located.Entry> entries = new LinkedHashMap<>(mapping.entries());
    Located.Entry old = entries.get(key);
    if (rest.size() == 1) {
      entries.put(key, new Located.Entry(AT, Located.of(value, AT)));
    } else {
      Located.Mapping child =
          old != null && old.value() instanceof Located.Mapping found
              ? found
              : new Located.Mapping(AT, Map.of());
      Location keyAt = old == null ? AT : old.keyAt();
      entries.put(key, new Located.Entry(keyAt, set(child, rest.subList(1, rest.size()))));
    }
    return new Located.Mapping(mapping.at(), entries);
  }
}
