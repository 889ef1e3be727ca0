package io.eagleray.engine.catalog;

import io.eagleray.json.Json;
import io.eagleray.json.JsonException;
import io.eagleray.json.JsonObject;
import io.eagleray.run.CatalogEntry;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * A run's files as text: one JSON object a line; of a name the last line holds, which may say that
 * there is no such file any more. A line that was cut off by a crash is passed over.
 */
final class ManifestLines {
  private static final String GONE = "gone";

  private ManifestLines() {}

  /** The entries by name. */
  static Map<String, CatalogEntry> read(String text) {
    Map<String, CatalogEntry> entries = new TreeMap<>();
    text.lines()
        .flatMap(line -> object(line).stream())
        .forEach(line ->
            line.text("name")
                .ifPresent(name -> {
                  if (line.isTrue(GONE)) {
                    entries.remove(name);
                  } else {
                    entries.put(name, entry(name, line));
                  }
                }));
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

  /**
   * The lines that take entries out, where they are known as they are, and put others in the place
   * of those that were taken out.
   */
  static String replace(
      Collection<CatalogEntry> gone,
      Collection<CatalogEntry> instead,
      Map<String, CatalogEntry> known) {
    Set<String> names = new LinkedHashSet<>();
    for (CatalogEntry entry : gone) {
      if (entry.equals(known.get(entry.name()))) {
        names.add(entry.name());
      }
    }
    StringBuilder lines = new StringBuilder();
    for (CatalogEntry entry : instead) {
      if (names.remove(entry.name()) && !entry.equals(known.get(entry.name()))) {
        lines.append(line(entry)).append('\n');
      }
    }
    for (String name : names) {
      JsonObject line = JsonObject.builder().put("name", name).put(GONE, true).build();
      lines.append(line.text()).append('\n');
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

  private static CatalogEntry entry(String name, JsonObject line) {
    return new CatalogEntry(
        name,
        line.text("sha256").orElse(""),
        line.integer("size").orElse(0),
        CatalogEntry.Direction.PUT,
        line.isTrue("stored"));
  }

  private static Optional<JsonObject> object(String line) {
    try {
      return !line.isBlank() && Json.parse(line) instanceof JsonObject object
          ? Optional.of(object)
          : Optional.empty();
    } catch (JsonException cutOff) {
      return Optional.empty();
    }
  }
}
