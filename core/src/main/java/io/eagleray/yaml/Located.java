package io.eagleray.yaml;

import io.eagleray.json.Json;
import io.eagleray.json.JsonArray;
import io.eagleray.json.JsonObject;
import io.eagleray.problem.Location;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A value of a YAML document, and where it stands. */
sealed interface Located {
  Location at();

  /** The value without its places. */
  default Json json() {
    return switch (this) {
      case Scalar scalar -> scalar.value();
      case Sequence sequence ->
          sequence.items().stream().map(Located::json).collect(JsonArray.collect());
      case Mapping mapping -> object(mapping);
    };
  }

  /** A value that stands, with all that is in it, at one place. */
  static Located of(Json value, Location at) {
    return switch (value) {
      case JsonArray array ->
          new Sequence(at, array.items().stream().map(item -> of(item, at)).toList());
      case JsonObject object -> {
        Map<String, Entry> entries = new LinkedHashMap<>();
        object.fields().forEach((key, field) -> entries.put(key, new Entry(at, of(field, at))));
        yield new Mapping(at, entries);
      }
      default -> new Scalar(at, value);
    };
  }

  private static JsonObject object(Mapping mapping) {
    JsonObject.Builder object = JsonObject.builder();
    mapping.entries().forEach((key, entry) -> object.put(key, entry.value().json()));
    return object.build();
  }

  /**
   * A text, number, boolean or null.
   *
   * @param filled where variables were put in
   */
  record Scalar(Location at, Json value, Optional<Filled> filled) implements Located {
    Scalar(Location at, Json value) {
      this(at, value, Optional.empty());
    }
  }

  /**
   * What variables were put into.
   *
   * @param written as the file has it; messages show that, for a variable may hold a password
   * @param text with the variables in it, which may be a number's as well as a text
   */
  record Filled(String written, String text) {}

  /** A list. */
  record Sequence(Location at, List<Located> items) implements Located {}

  /** A mapping, with merge keys already merged, in the order of the file. */
  record Mapping(Location at, Map<String, Entry> entries) implements Located {
    static final Mapping EMPTY = new Mapping(Location.of(""), Map.of());
  }

  /** A key's place, and its value. */
  record Entry(Location keyAt, Located value) {}
}
