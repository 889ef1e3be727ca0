package io.eagleray.yaml;

import io.eagleray.json.JsonObject;
import io.eagleray.problem.Location;
import io.eagleray.problem.Problems;
import java.nio.file.Path;
import java.util.Optional;

/** A mapping of no particular meaning, in YAML or JSON. */
public final class MappingFile {
  private MappingFile() {}

  /**
   * Reads a file; what is wrong with it is told to the problems.
   *
   * @param name the file as the user named it
   */
  public static Optional<JsonObject> read(Path file, String name, Problems problems) {
    return YamlFile.read(file, name, problems).flatMap(document -> mapping(document, problems));
  }

  /**
   * Reads a text.
   *
   * @param name where it stands: {@code command line}
   */
  public static Optional<JsonObject> parse(String text, String name, Problems problems) {
    return YamlFile.parse(text, name, problems).flatMap(document -> mapping(document, problems));
  }

  private static Optional<JsonObject> mapping(Document document, Problems problems) {
    if (document.root().json() instanceof JsonObject object) {
      return Optional.of(object);
    }
    Location at = document.root().at();
    problems.error(at, "must be a mapping, not " + Values.shown(document.root().json()));
    return Optional.empty();
  }
}
