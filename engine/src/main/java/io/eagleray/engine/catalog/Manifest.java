package io.eagleray.engine.catalog;

import io.eagleray.json.Json;
import io.eagleray.json.JsonException;
import io.eagleray.json.JsonObject;
import io.eagleray.run.CatalogEntry;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Collection;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The files of one run: one JSON object a line, appended in one write; of a name the last line
 * holds. A line that was cut off by a crash is passed over.
 */
final class Manifest {
  private final Path file;

  Manifest(Path file) {
    this.file = file;
  }

  /** The entries by name. */
  TreeMap<String, CatalogEntry> read() throws IOException {
    TreeMap<String, CatalogEntry> entries = new TreeMap<>();
    String text;
    try {
      text = Files.readString(file);
    } catch (NoSuchFileException e) {
      return entries;
    }
    text.lines()
        .flatMap(line -> entry(line).stream())
        .forEach(entry -> entries.put(entry.name(), entry));
    return entries;
  }

  /** Appends entries; those that are there already, as they are, are left out. */
  void add(Collection<CatalogEntry> added) throws IOException {
    TreeMap<String, CatalogEntry> known = read();
    StringBuilder lines = new StringBuilder();
    for (CatalogEntry entry : added) {
      if (!entry.equals(known.get(entry.name()))) {
        lines.append(line(entry)).append('\n');
      }
    }
    if (!lines.isEmpty()) {
      append(lines.toString());
    }
  }

  private void append(String lines) throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    if (folder != null) {
      Files.createDirectories(folder);
    }
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
      // A first, empty line ends a line that was cut off.
      ByteBuffer bytes = ByteBuffer.wrap(("\n" + lines).getBytes(StandardCharsets.UTF_8));
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
    }
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
