package io.eagleray.searchserve;

import io.eagleray.json.Json;
import io.eagleray.json.JsonArray;
import io.eagleray.json.JsonNull;
import io.eagleray.json.JsonObject;
import io.eagleray.problem.Nearest;
import io.eagleray.search.registry.Lookup;
import io.eagleray.search.registry.Registry;
import io.eagleray.search.stopper.Stopper;
import io.eagleray.search.stopper.Stoppers;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads {@code "stop"}: a stopper, or a list of them, each with its {@code "type"}. */
final class StopReader {
  private StopReader() {}

  static List<Stopper> read(JsonObject init) {
    Json stop = init.get("stop").orElse(JsonNull.NULL);
    return switch (stop) {
      case JsonNull none -> List.of();
      case JsonArray several -> several.items().stream().map(StopReader::stopper).toList();
      default -> List.of(stopper(stop));
    };
  }

  private static Stopper stopper(Json stopper) {
    if (!(stopper instanceof JsonObject object) || object.text("type").isEmpty()) {
      throw new InvalidRequestException(
          "\"stop\" must be an object with a \"type\", or a list of such, got " + stopper.text());
    }
    Registry<Stopper> registry = Stoppers.registry();
    String type = object.text("type").get();
    Map<String, Object> arguments = new LinkedHashMap<>(JsonValues.toMap(object));
    arguments.remove("type");
    if (registry.find(type) instanceof Lookup.Found<Stopper> found) {
      return found.create(arguments);
    }
    throw new InvalidRequestException(
        String.format(
            "unknown stopper \"%s\"%s (there are: %s)",
            type, Nearest.hint(type, registry.names()), String.join(", ", registry.names())));
  }
}
