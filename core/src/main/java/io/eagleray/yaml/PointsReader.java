package io.eagleray.yaml;

import io.eagleray.json.Json;
import io.eagleray.json.JsonNumber;
import io.eagleray.json.JsonObject;
import io.eagleray.model.ray.SpaceParameter;
import io.eagleray.model.ray.SpaceParameter.Domain;
import io.eagleray.problem.Nearest;
import io.eagleray.spi.MappingReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads {@code points_to_evaluate}: configurations, maybe partial, that are tried first. */
final class PointsReader {
  private final Map<String, SpaceParameter> space = new LinkedHashMap<>();

  PointsReader(List<SpaceParameter> parameters) {
    parameters.forEach(parameter -> space.put(parameter.name(), parameter));
  }

  List<JsonObject> read(MappingReader tune) {
    List<JsonObject> points = new ArrayList<>();
    for (MappingReader.Item item : tune.items("points_to_evaluate")) {
      if (item.mapping().isEmpty()) {
        tune.problems()
            .error(
                item.at(),
                item.label() + " must be a configuration, not " + Values.shown(item.value()));
        continue;
      }
      JsonObject.Builder point = JsonObject.builder();
      flatten(item.mapping().get(), "", point);
      points.add(point.build());
    }
    return points;
  }

  private void flatten(MappingReader values, String prefix, JsonObject.Builder point) {
    for (String key : values.keys()) {
      String name = prefix + key;
      Json value = values.json(key).orElse(Json.NULL);
      SpaceParameter parameter = space.get(name);
      if (parameter != null) {
        outside(parameter.domain(), value).ifPresent(rule -> values.reject(key, rule));
        point.put(name, value);
      } else if (value instanceof JsonObject && isNested(name)) {
        values.mapping(key).ifPresent(nested -> flatten(nested, name + ".", point));
      } else {
        values
            .problems()
            .error(
                values.keyAt(key),
                values.label(key)
                    + " is not in the search space"
                    + Nearest.hint(name, space.keySet()));
      }
    }
  }

  private boolean isNested(String name) {
    return space.keySet().stream().anyMatch(known -> known.startsWith(name + "."));
  }

  /** The rule that a value breaks. */
  private static Optional<String> outside(Domain domain, Json value) {
    return switch (domain) {
      case Domain.Range range -> outside(range, value);
      case Domain.Normal normal ->
          value instanceof JsonNumber ? Optional.empty() : Optional.of("a number");
      case Domain.Choice choice -> notAmong(choice.values(), value);
      case Domain.Grid grid -> notAmong(grid.values(), value);
      case Domain.Constant constant ->
          constant == DomainReader.UNREAD
              ? Optional.empty()
              : notAmong(List.of(constant.value()), value);
    };
  }

  private static Optional<String> outside(Domain.Range range, Json value) {
    boolean closed = !range.integer() || range.step() > 0;
    boolean inside =
        value instanceof JsonNumber number
            && number.asDouble() >= range.low()
            && (closed ? number.asDouble() <= range.high() : number.asDouble() < range.high())
            && (!range.integer() || number.isInteger());
    return inside
        ? Optional.empty()
        : Optional.of(
            (range.integer() ? "an integer" : "a number")
                + " from "
                + Values.shown(range.low())
                + (closed ? " to " : " to below ")
                + Values.shown(range.high()));
  }

  private static Optional<String> notAmong(List<Json> values, Json value) {
    return values.contains(value)
        ? Optional.empty()
        : Optional.of("one of " + String.join(", ", values.stream().map(Values::shown).toList()));
  }
}
