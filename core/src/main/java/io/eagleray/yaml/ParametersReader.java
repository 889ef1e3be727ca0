package io.eagleray.yaml;

import io.eagleray.problem.Problems;
import io.eagleray.problem.Topic;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Reads parameter files: a mapping of names to values, in YAML or JSON. */
public final class ParametersReader {
  private ParametersReader() {}

  /**
   * Reads a file; what is wrong is told to the problems.
   *
   * @return the parameters in the order of the file; none where it cannot be read
   */
  public static Map<String, Given> read(Path file, Problems problems) {
    return YamlFile.read(file, file.toString(), problems)
        .map(document -> parameters(document.root(), problems))
        .orElse(Map.of());
  }

  private static Map<String, Given> parameters(Located root, Problems problems) {
    if (root instanceof Located.Mapping mapping) {
      Map<String, Given> given = new LinkedHashMap<>();
      mapping
          .entries()
          .forEach((name, entry) -> {
            Located value = entry.value();
            given.put(name, new Given(value.json(), Optional.of(value.at())));
          });
      return given;
    }
    problems
        .about(Topic.PARAMETERS)
        .error(
            root.at(),
            "a parameter file must be a mapping of names to values, not "
                + Values.shown(root.json()));
    return Map.of();
  }
}
