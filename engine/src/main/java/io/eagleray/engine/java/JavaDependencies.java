package io.eagleray.engine.java;

import io.eagleray.file.WholeFile;
import io.eagleray.json.Json;
import io.eagleray.json.JsonArray;
import io.eagleray.json.JsonException;
import io.eagleray.json.JsonText;
import io.eagleray.problem.EnvironmentException;
import io.eagleray.problem.Location;
import io.eagleray.problem.Problems;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Jars by their Maven coordinates, with all that they need. What a list of coordinates came to is
 * kept, so Maven's resolver is only asked about lists that it has not seen.
 */
final class JavaDependencies {
  /** {@code group:artifact:version}, with {@code :extension[:classifier]} before the version. */
  private static final Pattern FORM = Pattern.compile("[^: ]+:[^: ]+(:[^: ]+){1,3}");

  private final Path cache;

  JavaDependencies(Path cache) {
    this.cache = cache;
  }

  /**
   * Finds the jars, in the order of a class path.
   *
   * @param at where problems are told
   * @return empty where there is something wrong with the coordinates
   * @throws EnvironmentException if a repository cannot be reached
   */
  Optional<List<Path>> resolve(List<String> coordinates, Location at, Problems problems) {
    boolean wellFormed = true;
    for (String wrong : coordinates) {
      if (!FORM.matcher(wrong).matches()) {
        problems.error(at, "a dependency is group:artifact:version, not \"" + wrong + "\"");
        wellFormed = false;
      }
    }
    if (!wellFormed) {
      return Optional.empty();
    }
    return coordinates.isEmpty() ? Optional.of(List.of()) : find(coordinates, at, problems);
  }

  private Optional<List<Path>> find(List<String> coordinates, Location at, Problems problems) {
    Path entry = cache.resolve(Hashes.of(coordinates) + ".json");
    try {
      Optional<List<Path>> known = read(entry);
      if (known.isPresent()) {
        return known;
      }
      Optional<List<Path>> jars = MavenResolver.resolve(coordinates, at, problems);
      if (jars.isPresent()) {
        write(entry, jars.get());
      }
      return jars;
    } catch (IOException e) {
      throw new EnvironmentException("cannot use the cache " + cache + ": " + e.getMessage(), e);
    }
  }

  /** The jars as they were found before, unless one has gone since. */
  private static Optional<List<Path>> read(Path entry) throws IOException {
    try {
      if (!(Json.parse(Files.readString(entry)) instanceof JsonArray array)) {
        return Optional.empty();
      }
      List<Path> jars =
          array.items().stream()
              .filter(JsonText.class::isInstance)
              .map(item -> Path.of(((JsonText) item).value()))
              .toList();
      return jars.stream().allMatch(Files::isRegularFile) ? Optional.of(jars) : Optional.empty();
    } catch (NoSuchFileException | JsonException e) {
      return Optional.empty();
    }
  }

  private void write(Path entry, List<Path> jars) throws IOException {
    JsonArray array =
        jars.stream().map(jar -> (Json) Json.of(jar.toString())).collect(JsonArray.collect());
    WholeFile.write(entry, array.text());
  }
}
