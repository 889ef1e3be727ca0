package io.eagleray.engine.catalog;

import io.eagleray.json.Json;
import io.eagleray.json.JsonException;
import io.eagleray.json.JsonObject;
import io.eagleray.run.CatalogEntry;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A run's files as text: one JSON object a line; of a name the last line holds. A line that was cut
 * off by a crash is passed over.
 */
final class ManifestLines {
  private ManifestLines() {}

  /** The entries by name. */
  static Map<String, CatalogEntry> read(String text) {
    Map<String, CatalogEntry> entries = new TreeMap<>();
    text.lines()
        .flatMap(line -> entry(line).stream())
        .forEach(entry -> entries.put(entry.name(), entry));
    return entries;
  }

  /** The lines for entries, but for those that are known as they are. */
  static String write(Collection<CatalogEntry> added, Map<String, CatalogEntry> known) {
    StringBuilder lines = new StringBuilder();
    for (CatalogEntry entry : added) {
      if (!entry.equals(known.get(entry.name()))) {
        lines.append(line(entry)).append('\n');
      }
    }
    return lines.toString();
  }

  private static String line(CatalogEntry entry) {
    return JsonObject.builder()
        .put("name", entry.name())
        .put("sha256", entry.sha256())
        .put("size", entry.size())
        .put("stored", entry.stored())
        .build()
        .text();
  }

  private static Optional<CatalogEntry> entry(String line) {
    try {
      if (!line.isBlank() && Json.parse(line) instanceof JsonObject object) {
        return object
            .text("name")
            .map(name ->
                new CatalogEntry(
                    name,
                    object.text("sha256").orElse(""),
                    object.integer("size").orElse(0),
                    CatalogEntry.Direction.PUT,
                    object.isTrue("stored")));
      }
    } catch (JsonException cutOff) {
      return Optional.empty();
    }
    return Optional.empty();
  }
}
