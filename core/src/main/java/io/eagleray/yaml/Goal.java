package io.eagleray.yaml;

import io.eagleray.json.Json;
import io.eagleray.json.JsonArray;
import io.eagleray.json.JsonText;
import io.eagleray.model.ray.Tune;
import io.eagleray.problem.Problems;
import io.eagleray.spi.MappingReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a search optimises: {@code metric} and {@code mode}, each one word or, for several
 * objectives, a list. They may stand in {@code ray_tune}, {@code search_algorithm} and {@code
 * scheduler}, and must not differ there.
 */
final class Goal {
  private List<String> metrics = List.of();
  private List<Tune.Mode> modes = List.of();
  private boolean isWhole = true;
  private String metricLabel = "";
  private String modeLabel = "";

  /** Reads the two keys of one mapping. */
  void read(MappingReader mapping) {
    List<String> otherMetrics = metrics(mapping);
    if (metrics.isEmpty()) {
      metrics = otherMetrics;
      metricLabel = mapping.label("metric");
    } else if (!otherMetrics.isEmpty() && !otherMetrics.equals(metrics)) {
      differs(mapping, "metric", otherMetrics, metricLabel, metrics);
    }
    List<Tune.Mode> otherModes = modes(mapping);
    if (modes.isEmpty()) {
      modes = otherModes;
      modeLabel = mapping.label("mode");
    } else if (!otherModes.isEmpty() && !otherModes.equals(modes)) {
      differs(mapping, "mode", words(otherModes), modeLabel, words(modes));
    }
  }

  private List<String> metrics(MappingReader mapping) {
    if (!isList(mapping, "metric")) {
      Optional<String> one = mapping.text("metric");
      if (one.filter(String::isBlank).isPresent()) {
        mapping.reject("metric", "the name of a reported value");
        return List.of();
      }
      return one.stream().toList();
    }
    List<String> names = new ArrayList<>();
    for (MappingReader.Item item : mapping.items("metric")) {
      if (item.value() instanceof JsonText(String name) && names.contains(name)) {
        isWhole = false;
        mapping
            .problems("metric")
            .error(item.at(), mapping.label("metric") + " names \"" + name + "\" twice");
      } else if (item.value() instanceof JsonText(String name) && !name.isBlank()) {
        names.add(name);
      } else {
        wrong(mapping, "metric", item, "the name of a reported value");
      }
    }
    return names;
  }

  private List<Tune.Mode> modes(MappingReader mapping) {
    if (!isList(mapping, "mode")) {
      return mapping.word("mode", Tune.Mode.class).stream().toList();
    }
    List<Tune.Mode> modes = new ArrayList<>();
    for (MappingReader.Item item : mapping.items("mode")) {
      Optional<Tune.Mode> mode = mode(item.value());
      if (mode.isEmpty()) {
        wrong(mapping, "mode", item, "max or min");
      }
      mode.ifPresent(modes::add);
    }
    return modes;
  }

  private static Optional<Tune.Mode> mode(Json value) {
    for (Tune.Mode mode : Tune.Mode.values()) {
      if (value instanceof JsonText(String word) && word.equals(mode.word())) {
        return Optional.of(mode);
      }
    }
    return Optional.empty();
  }

  /** An empty list is rejected, and then read as absent. */
  private static boolean isList(MappingReader mapping, String key) {
    if (mapping.json(key).orElse(Json.NULL) instanceof JsonArray list) {
      if (list.items().isEmpty()) {
        mapping.reject(key, "a word, or a list of at least one");
      }
      return true;
    }
    return false;
  }

  private void wrong(MappingReader mapping, String key, MappingReader.Item item, String rule) {
    isWhole = false;
    mapping
        .problems(key)
        .error(
            item.at(), item.label() + " must be " + rule + ", not " + Values.shown(item.value()));
  }

  private static void differs(
      MappingReader mapping,
      String key,
      List<String> value,
      String otherLabel,
      List<String> otherValue) {
    Problems problems = mapping.problems();
    problems.error(
        mapping.valueAt(key),
        mapping.label(key)
            + " ("
            + String.join(", ", value)
            + ") differs from "
            + otherLabel
            + " ("
            + String.join(", ", otherValue)
            + "); write one of them");
  }

  private static List<String> words(List<Tune.Mode> modes) {
    return modes.stream().map(Tune.Mode::word).toList();
  }

  /** Tells when there are not as many modes as metrics; a missing one is another's business. */
  void check(MappingReader tune) {
    if (isWhole && !metrics.isEmpty() && !modes.isEmpty() && metrics.size() != modes.size()) {
      tune.problems("mode")
          .error(
              tune.has("mode") ? tune.valueAt("mode") : tune.at(),
              modeLabel
                  + " must have one word for each metric ("
                  + String.join(", ", metrics)
                  + "), not "
                  + modes.size());
    }
  }

  List<String> metrics() {
    return metrics;
  }

  List<Tune.Mode> modes() {
    return modes;
  }

  /** What is optimised, as far as it can be read. */
  List<Tune.Objective> objectives() {
    List<Tune.Objective> objectives = new ArrayList<>();
    for (int i = 0; i < metrics.size(); i++) {
      objectives.add(
          new Tune.Objective(metrics.get(i), i < modes.size() ? modes.get(i) : Tune.Mode.MAX));
    }
    return objectives;
  }
}
