package io.eagleray.spi;

import io.eagleray.json.Json;
import io.eagleray.json.JsonArray;
import io.eagleray.json.JsonObject;
import java.util.LinkedHashSet;
import java.util.Set;

/** References to objects in the catalog, as they stand in JSON. */
public final class ObjectReferences {
  /** The one key of a reference. */
  public static final String KEY = "$eagleray.object";

  private ObjectReferences() {}

  /** Whether the value is a reference. */
  public static boolean isReference(Json json) {
    return json instanceof JsonObject object
        && object.fields().size() == 1
        && object.fields().get(KEY) instanceof JsonObject;
  }

  /** Whether the value is a user's own map that looked like one of ours, and was escaped. */
  public static boolean isEscaped(Json json) {
    return json instanceof JsonObject object
        && object.fields().size() == 1
        && object.fields().get(Json.ESCAPE) instanceof JsonObject;
  }

  /** The hashes of all objects that a value refers to, at any depth. */
  public static Set<String> in(Json json) {
    Set<String> found = new LinkedHashSet<>();
    collect(json, found);
    return found;
  }

  private static void collect(Json json, Set<String> into) {
    if (isReference(json)) {
      ((JsonObject) json).object(KEY).text("sha256").ifPresent(into::add);
    } else if (isEscaped(json)) {
      ((JsonObject) json)
          .object(Json.ESCAPE)
          .fields()
          .values()
          .forEach(value -> collect(value, into));
    } else if (json instanceof JsonObject object) {
      object.fields().values().forEach(value -> collect(value, into));
    } else if (json instanceof JsonArray array) {
      array.items().forEach(value -> collect(value, into));
    }
  }
}
