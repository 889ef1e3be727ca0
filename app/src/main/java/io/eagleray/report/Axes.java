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

  private Axes() {}

  /**
   * One axis for each parameter that took more than one value.
   *
   * @param space the declared domains by name, as a Ray config writes them; may be empty
   * @param configs one for each trial, flat
   */
  static List<Axis> of(JsonObject space, List<Map<String, Json>> configs) {
    Map<String, JsonObject> declared = new LinkedHashMap<>();
    flattenSpace("", space, declared);
    Map<String, Set<Json>> seen = new LinkedHashMap<>();
    declared.keySet().forEach(name -> seen.put(name, new LinkedHashSet<>()));
    for (Map<String, Json> config : configs) {
      config.forEach(
          (name, value) -> seen.computeIfAbsent(name, any -> new LinkedHashSet<>()).add(value));
    }
    List<Axis> axes = new ArrayList<>();
    seen.forEach((name, values) -> {
      boolean constant = values.size() <= 1 && (configs.size() > 1 || values.isEmpty());
      if (!constant) {
        Optional<JsonObject> domain = Optional.ofNullable(declared.get(name));
        axes.add(axis(name, domain.orElse(JsonObject.EMPTY), values, configs.size()));
      }
    });
    return axes;
  }

  /** A configuration with the keys of nested mappings joined by dots. */
  static Map<String, Json> flat(JsonObject config) {
    Map<String, Json> flat = new LinkedHashMap<>();
    flatten("", config, flat);
    return flat;
  }

  private static void flatten(String prefix, JsonObject config, Map<String, Json> flat) {
    config
        .fields()
        .forEach((name, value) -> {
          if (value instanceof JsonObject nested && !nested.fields().isEmpty()) {
            flatten(prefix + name + ".", nested, flat);
          } else {
            flat.put(prefix + name, value);
          }
        });
  }

  private static void flattenSpace(
      String prefix, JsonObject space, Map<String, JsonObject> domains) {
    space
        .fields()
        .forEach((name, value) -> {
          if (value instanceof JsonObject domain && domain.text("type").isPresent()) {
            domains.put(prefix + name, domain);
          } else if (value instanceof JsonObject nested) {
            flattenSpace(prefix + name + ".", nested, domains);
          }
        });
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
    for (String key : List.of("choices", "values", "categories")) {
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
