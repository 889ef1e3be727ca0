package io.eagleray.engine.java;

import io.eagleray.file.Folders;
import io.eagleray.file.WholeFile;
import io.eagleray.json.Json;
import io.eagleray.json.JsonException;
import io.eagleray.json.JsonObject;
import io.eagleray.json.JsonText;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Classes by the hash of all that went into them. Which sources those were is only known after
 * compiling, so for each situation (file, class path, compiler) an index names them with their
 * hashes: {@code index/<situation>.json} and {@code <hash>/}.
 */
final class SourceCache {
  private static final String CLASSES = "classes";
  private static final String SOURCES = "sources";

  /** The sizes of the class files: a loss of power, or whoever tidies up, may take from them. */
  private static final String FILES = "files";

  private final Path folder;

  SourceCache(Path folder) {
    this.folder = folder;
  }

  /** The classes, if no source has changed since they were made, and all of them are there. */
  Optional<Path> find(String situation) throws IOException {
    try {
      if (!(Json.parse(Files.readString(index(situation))) instanceof JsonObject entry)) {
        return Optional.empty();
      }
      for (Map.Entry<String, Json> source : entry.object(SOURCES).fields().entrySet()) {
        String hash = Hashes.of(Files.readAllBytes(Path.of(source.getKey())));
        if (!source.getValue().equals(new JsonText(hash))) {
          return Optional.empty();
        }
      }
      return entry
          .text(CLASSES)
          .map(folder::resolve)
          .filter(classes -> isWhole(classes, entry.object(FILES)));
    } catch (NoSuchFileException | JsonException e) {
      return Optional.empty();
    }
  }

  private static boolean isWhole(Path classes, JsonObject files) {
    return Files.isDirectory(classes)
        && files.fields().entrySet().stream()
            .allMatch(file -> file.getValue().equals(size(classes.resolve(file.getKey()))));
  }

  /** Of a file that is not there it is none that a file can have. */
  private static Json size(Path file) {
    return Json.of(Files.isRegularFile(file) ? file.toFile().length() : -1L);
  }

  private static JsonObject files(Path classes) throws IOException {
    JsonObject.Builder sizes = JsonObject.builder();
    try (Stream<Path> files = Files.walk(classes)) {
      files
          .filter(Files::isRegularFile)
          .forEach(file -> sizes.put(classes.relativize(file).toString(), size(file)));
    }
    return sizes.build();
  }

  /** An empty folder to compile into. */
  Path newFolder() throws IOException {
    return Files.createDirectories(folder.resolve("unfinished-" + UUID.randomUUID()));
  }

  /**
   * Takes in what was compiled, and tells where it is now.
   *
   * @param begun when compiling began: what was edited since is not taken for what was compiled
   */
  Path keep(String situation, FileTime begun, List<Path> sources, Path compiled)
      throws IOException {
    JsonObject.Builder hashes = JsonObject.builder();
    List<String> parts = new ArrayList<>(List.of(situation));
    for (Path source : sources) {
      if (Files.getLastModifiedTime(source).compareTo(begun) > 0) {
        return compiled;
      }
      String hash = Hashes.of(Files.readAllBytes(source));
      hashes.put(source.toString(), hash);
      parts.add(source.toString());
      parts.add(hash);
    }
    String name = Hashes.of(parts);
    Path classes = folder.resolve(name);
    JsonObject files = files(compiled);
    if (Files.isDirectory(classes) && !isWhole(classes, files)) {
      Folders.delete(Files.move(classes, folder.resolve("unfinished-" + UUID.randomUUID())));
    }
    try {
      Files.move(compiled, classes, StandardCopyOption.ATOMIC_MOVE);
    } catch (FileSystemException e) {
      // Somebody made the same before.
      if (!isWhole(classes, files)) {
        throw e;
      }
      Folders.delete(compiled);
    }
    JsonObject entry =
        JsonObject.builder()
            .put(CLASSES, name)
            .put(SOURCES, hashes.build())
            .put(FILES, files)
            .build();
    WholeFile.write(index(situation), entry.text());
    return classes;
  }

  private Path index(String situation) {
    return folder.resolve("index").resolve(situation + ".json");
  }
}
