package io.eagleray.yaml;

import io.eagleray.json.Json;
import io.eagleray.json.JsonArray;
import io.eagleray.model.ray.SpaceParameter.Domain;
import io.eagleray.problem.Nearest;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Reads one domain of a search space, with the names, arguments and rules of Ray Tune's search
 * space functions; {@code choice} also takes its values under {@code choices}, {@code ordinal} and
 * {@code constant} are native.
 */
final class DomainReader {
  static final List<String> TYPES =
      List.of(
          "uniform",
          "quniform",
          "loguniform",
          "qloguniform",
          "randint",
          "qrandint",
          "lograndint",
          "qlograndint",
          "randn",
          "qrandn",
          "choice",
          "ordinal",
          "grid_search",
          "constant");

  /** Stands for a domain that could not be read, so that its name is known. */
  static final Domain UNREAD = new Domain.Constant(Json.NULL);

  private static final List<String> VALUES = List.of("choices", "categories", "values");

  private final YamlMapping mapping;

  private DomainReader(YamlMapping mapping) {
    this.mapping = mapping;
  }

  static Domain read(YamlMapping mapping) {
    return new DomainReader(mapping).domain().orElse(UNREAD);
  }

  private Optional<Domain> domain() {
    String type = mapping.text("type").orElse("grid_search");
    return switch (type) {
      case "uniform" -> range(false, false, false);
      case "quniform" -> range(false, false, true);
      case "loguniform" -> range(true, false, false);
      case "qloguniform" -> range(true, false, true);
      case "randint" -> range(false, true, false);
      case "qrandint" -> range(false, true, true);
      case "lograndint" -> range(true, true, false);
      case "qlograndint" -> range(true, true, true);
      case "randn" -> normal(false);
      case "qrandn" -> normal(true);
      case "choice" -> values(VALUES).map(values -> new Domain.Choice(values, false));
      case "ordinal" -> values(VALUES).map(values -> new Domain.Choice(values, true));
      case "grid_search" ->
          values(List.of("grid_search", "choices", "categories", "values")).map(Domain.Grid::new);
      case "constant" -> required("value").map(Domain.Constant::new);
      default -> unknown(type);
    };
  }

  private Optional<Domain> unknown(String type) {
    mapping.acceptAll();
    mapping
        .problems()
        .error(
            mapping.valueAt("type"),
            mapping.label() + ": unknown type \"" + type + "\"" + Nearest.hintOrKnown(type, TYPES));
    return Optional.empty();
  }

  private Optional<Domain> range(boolean log, boolean integer, boolean stepped) {
    OptionalDouble low = bound("low", integer);
    OptionalDouble high = bound("high", integer);
    OptionalDouble step = stepped ? step(integer) : OptionalDouble.of(0);
    if (log) {
      base();
    }
    if (low.isEmpty() || high.isEmpty() || step.isEmpty()) {
      return Optional.empty();
    }
    Domain.Range range =
        new Domain.Range(low.getAsDouble(), high.getAsDouble(), log, step.getAsDouble(), integer);
    Optional<String> broken = RangeRules.broken(range);
    broken.ifPresent(
        rule -> mapping.problems().error(mapping.keyAt("low"), mapping.label() + ": " + rule));
    return broken.isPresent() ? Optional.empty() : Optional.of(range);
  }

  private OptionalDouble bound(String key, boolean integer) {
    if (required(key).isEmpty()) {
      return OptionalDouble.empty();
    }
    OptionalDouble number = mapping.number(key);
    if (integer && number.isPresent() && number.getAsDouble() != Math.rint(number.getAsDouble())) {
      mapping.reject(key, "an integer");
      return OptionalDouble.empty();
    }
    return number;
  }

  /** The step {@code q}; Ray's default for integers is 1. */
  private OptionalDouble step(boolean integer) {
    if (!mapping.has("q") && integer) {
      return OptionalDouble.of(1);
    }
    OptionalDouble q = bound("q", integer);
    if (q.isPresent() && q.getAsDouble() <= 0) {
      mapping.reject("q", "above 0");
      return OptionalDouble.empty();
    }
    return q;
  }

  /** The base of a logarithmic scale changes nothing in what is drawn. */
  private void base() {
    OptionalDouble base = mapping.number("base");
    if (base.isPresent() && base.getAsDouble() <= 1) {
      mapping.reject("base", "above 1");
    }
  }

  private Optional<Domain> normal(boolean stepped) {
    double mean = mapping.number("mean").orElse(0);
    double deviation = mapping.number("sd").orElse(1);
    OptionalDouble step = stepped ? step(false) : OptionalDouble.of(0);
    if (deviation <= 0) {
      mapping.reject("sd", "above 0");
      return Optional.empty();
    }
    return step.isPresent()
        ? Optional.of(new Domain.Normal(mean, deviation, step.getAsDouble()))
        : Optional.empty();
  }

  private Optional<List<Json>> values(List<String> keys) {
    String key =
        keys.stream().filter(word -> mapping.keys().contains(word)).findFirst().orElse(keys.get(0));
    Optional<Json> value = required(key);
    if (value.isEmpty()) {
      return Optional.empty();
    }
    if (!(value.get() instanceof JsonArray list)) {
      mapping.reject(key, "a list of values");
      return Optional.empty();
    }
    if (list.items().isEmpty()) {
      mapping.reject(key, "at least one value");
      return Optional.empty();
    }
    return Optional.of(list.items());
  }

  private Optional<Json> required(String key) {
    Optional<Json> value = mapping.json(key);
    if (value.isEmpty()) {
      mapping.problems().error(mapping.at(), mapping.label() + " needs \"" + key + "\"");
    }
    return value;
  }
}
