package io.eagleray.report;

import io.eagleray.json.Json;
import io.eagleray.json.JsonArray;
import io.eagleray.json.JsonNumber;
import io.eagleray.json.JsonObject;
import io.eagleray.json.JsonText;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The axes of a search: as its space was declared, else as its configurations look. */
final class Axes {
  private static final int FEW = 6;
  private static final int MANY_TRIALS = 20;
  private static final double LOG_FROM_RATIO = 50;
  private static final String GRID = "grid_search";

  private Axes() {}

  /**
   * One axis for each parameter that is not the same in every trial.
   *
   * @param declared the domains by name; may be empty
   * @param configs one for each trial, flat
   */
  static List<Axis> of(Map<String, JsonObject> declared, List<Map<String, Json>> configs) {
    Map<String, Set<Json>> seen = new LinkedHashMap<>();
    declared.keySet().forEach(name -> seen.put(name, new LinkedHashSet<>()));
    for (Map<String, Json> config : configs) {
      config.forEach(
          (name, value) -> seen.computeIfAbsent(name, any -> new LinkedHashSet<>()).add(value));
    }
    List<Axis> axes = new ArrayList<>();
    seen.forEach((name, values) -> {
      boolean constant = configs.size() > 1 && values.size() == 1 && isInAll(name, configs);
      if (!values.isEmpty() && !constant) {
        Optional<JsonObject> domain = Optional.ofNullable(declared.get(name));
        axes.add(axis(name, domain.orElse(JsonObject.EMPTY), values, configs.size()));
      }
    });
    return axes;
  }

  private static boolean isInAll(String name, List<Map<String, Json>> configs) {
    return configs.stream().allMatch(config -> config.containsKey(name));
  }

  /** A configuration with the keys of nested mappings joined by dots. */
  static Map<String, Json> flat(JsonObject config) {
    return flat(config, Set.of());
  }

  /**
   * The same, with the values of some parameters whole.
   *
   * @param whole their names: those of parameters that have mappings to choose from, among others
   */
  static Map<String, Json> flat(JsonObject config, Set<String> whole) {
    Map<String, Json> flat = new LinkedHashMap<>();
    flatten("", config, whole, flat);
    return flat;
  }

  private static void flatten(
      String prefix, JsonObject config, Set<String> whole, Map<String, Json> flat) {
    config
        .fields()
        .forEach((name, value) -> {
          if (value instanceof JsonObject nested
              && !nested.fields().isEmpty()
              && !whole.contains(prefix + name)) {
            flatten(prefix + name + ".", nested, whole, flat);
          } else {
            flat.put(prefix + name, value);
          }
        });
  }

  /** The domains of a search space, as a Ray config writes it, by the names of its parameters. */
  static Map<String, JsonObject> domains(JsonObject space) {
    Map<String, JsonObject> domains = new LinkedHashMap<>();
    collect("", space, domains);
    return domains;
  }

  private static void collect(String prefix, JsonObject space, Map<String, JsonObject> domains) {
    space
        .fields()
        .forEach((name, value) -> {
          if (value instanceof JsonObject mapping && isDomain(mapping)) {
            domains.put(prefix + name, mapping);
          } else if (value instanceof JsonObject nested) {
            collect(prefix + name + ".", nested, domains);
          }
        });
  }

  /** A nested space may have a constant named "type", too, beside what is searched. */
  private static boolean isDomain(JsonObject mapping) {
    boolean holdsDomains =
        mapping.fields().entrySet().stream()
            .filter(field -> !field.getKey().equals("when"))
            .anyMatch(field -> field.getValue() instanceof JsonObject inner && isDomain(inner));
    return mapping.text("type").isPresent() && !holdsDomains || mapping.get(GRID).isPresent();
  }

  private static Axis axis(String name, JsonObject domain, Set<Json> values, int trials) {
    boolean numbers =
        values.stream()
            .allMatch(value -> value instanceof JsonNumber it && Double.isFinite(it.asDouble()));
    List<Json> listed = listed(domain);
    String type = domain.text("type").orElse("");
    boolean few = type.isEmpty() && values.size() <= FEW && trials >= MANY_TRIALS;
    if (!numbers || !listed.isEmpty() || few) {
      Set<Json> all = new LinkedHashSet<>(listed);
      all.addAll(values);
      return new Axis(name, Axis.Kind.CATEGORY, 0, 0, sorted(all));
    }
    double least = values.stream().mapToDouble(Axes::number).min().orElse(0);
    double greatest = values.stream().mapToDouble(Axes::number).max().orElse(0);
    double low = Math.min(least, bound(domain, "low", least));
    double high = Math.max(greatest, bound(domain, "high", greatest));
    boolean log =
        low > 0 && (type.isEmpty() ? greatest / least >= LOG_FROM_RATIO : type.contains("log"));
    return new Axis(name, log ? Axis.Kind.LOG : Axis.Kind.LINEAR, low, high, List.of());
  }

  private static List<Json> listed(JsonObject domain) {
    for (String key : List.of("choices", "values", "categories", GRID)) {
      if (domain.get(key).orElse(Json.NULL) instanceof JsonArray array) {
        return array.items();
      }
    }
    return List.of();
  }

  private static double bound(JsonObject domain, String key, double otherwise) {
    return domain.get(key).orElse(Json.NULL) instanceof JsonNumber bound
            && Double.isFinite(bound.asDouble())
        ? bound.asDouble()
        : otherwise;
  }

  private static List<Json> sorted(Set<Json> values) {
    Comparator<Json> numbersFirst = Comparator.comparing(value -> !(value instanceof JsonNumber));
    return values.stream()
        .sorted(
            numbersFirst
                .thenComparingDouble(Axes::number)
                .thenComparing(value -> value instanceof JsonText ? "" : value.text()))
        .toList();
  }

  private static double number(Json value) {
    return value instanceof JsonNumber number ? number.asDouble() : 0;
  }
}
