package io.eagleray.yaml;

import io.eagleray.json.Json;
import io.eagleray.json.JsonObject;
import io.eagleray.model.ray.SpaceParameter;
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
        Optional<Json> meant = DomainValues.meant(parameter.domain(), value);
        if (meant.isEmpty()) {
          values.reject(key, DomainValues.rule(parameter.domain()));
        }
        point.put(name, meant.orElse(value));
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
}
