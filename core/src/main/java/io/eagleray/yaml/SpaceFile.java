package io.eagleray.yaml;

import io.eagleray.json.Json;
import io.eagleray.model.ray.SpaceParameter;
import io.eagleray.problem.Location;
import io.eagleray.problem.Problems;
import io.eagleray.problem.Topic;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A search space in a file of its own: what a Ray config has under {@code search_space}.
 *
 * @param parameters as they are searched, parents before their children
 * @param entries what stands at the top of the file, in its order
 */
public record SpaceFile(List<SpaceParameter> parameters, Map<String, Entry> entries) {
  private static final Label LABEL = new Label("search_space", "");

  public SpaceFile {
    parameters = List.copyOf(parameters);
    entries = Collections.unmodifiableMap(new LinkedHashMap<>(entries));
  }

  /** A key's place, and its value as written. */
  public record Entry(Location at, Json value) {}

  /**
   * Reads a file; what is wrong with it is told to the problems.
   *
   * @param name the file as the user named it
   */
  public static Optional<SpaceFile> read(Path file, String name, Problems problems) {
    Problems about = problems.about(Topic.SEARCH_SPACE);
    return YamlFile.read(file, name, about)
        .flatMap(document -> space(document, Location.of(name), about));
  }

  private static Optional<SpaceFile> space(Document document, Location file, Problems problems) {
    if (!(document.root() instanceof Located.Mapping root)) {
      problems.error(
          document.root().at(),
          "a search space must be a mapping of parameters, not "
              + Values.shown(document.root().json()));
      return Optional.empty();
    }
    YamlMapping space = new YamlMapping(root, LABEL, problems);
    List<SpaceParameter> parameters = SpaceReader.read(space);
    document.acceptAnchored(root, space);
    space.finish();
    if (parameters.isEmpty()) {
      problems.error(file, "a search space needs at least one parameter");
    }
    Map<String, Entry> entries = new LinkedHashMap<>();
    root.entries()
        .forEach((key, entry) -> entries.put(key, new Entry(entry.keyAt(), entry.value().json())));
    return Optional.of(new SpaceFile(parameters, entries));
  }
}
