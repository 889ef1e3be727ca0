package io.eagleray.yaml;

import io.eagleray.model.ray.RayConfig;
import io.eagleray.problem.Location;
import io.eagleray.problem.Problems;
import io.eagleray.problem.Topic;
import io.eagleray.spi.AlgorithmNames;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads the Ray configs that a pipeline's steps name or hold. */
final class RayConfigFiles {
  private final Path pipeline;
  private final UserFiles files;
  private final AlgorithmNames algorithms;
  private final List<ConfigOverride> overrides;
  private final Problems problems;
  private final Set<ConfigOverride> taken = new HashSet<>();
  private int named;
  private int read;

  RayConfigFiles(
      Path pipeline,
      Path folder,
      Path workingDirectory,
      AlgorithmNames algorithms,
      List<ConfigOverride> overrides,
      Problems problems) {
    this.pipeline = pipeline;
    this.files = new UserFiles(folder, workingDirectory);
    this.algorithms = algorithms;
    this.overrides = overrides;
    this.problems = problems.about(Topic.RAY_CONFIG);
  }

  /** Reads {@code ray}, or the file that {@code ray_config} names. */
  Optional<RayConfig> read(YamlMapping step, String name, Location at) {
    named++;
    Optional<String> file = step.text("ray_config");
    Optional<YamlMapping> inline = step.child("ray", Label.NONE);
    if (step.has("ray_config") && step.has("ray")) {
      problems.error(
          step.keyAt("ray"), "write \"ray_config\" or \"ray\" in step \"" + name + "\", not both");
    }
    if (!step.has("ray_config") && !step.has("ray")) {
      problems.error(
          at, "step \"" + name + "\" needs \"ray_config\", a file, or \"ray\", a mapping");
    }
    if (file.isPresent()) {
      return fromFile(file.get(), step.valueAt("ray_config"));
    }
    return inline.map(mapping -> {
      mapping.acceptAll();
      return config(Document.of(mapping.node()), mapping.node(), files.folder());
    });
  }

  private Optional<RayConfig> fromFile(String name, Location at) {
    return files
        .find(name, at, problems)
        .flatMap(found ->
            YamlFile.read(found, shown(name, found), problems)
                .flatMap(document -> config(document, folder(found))));
  }

  private Optional<RayConfig> config(Document document, Path folder) {
    if (document.root() instanceof Located.Mapping root) {
      return Optional.of(config(document, root, folder));
    }
    problems.error(
        document.root().at(),
        "a Ray config must be a mapping, not " + Values.shown(document.root().json()));
    return Optional.empty();
  }

  /** The config's file as seen from where the user named the pipeline. */
  private String shown(String name, Path found) {
    boolean beside = found.equals(files.folder().resolve(name));
    return (beside ? pipeline.resolveSibling(name) : Path.of(name)).normalize().toString();
  }

  private Path folder(Path file) {
    Path parent = file.getParent();
    return parent == null ? files.folder() : parent;
  }

  private RayConfig config(Document document, Located.Mapping root, Path folder) {
    Located.Mapping overridden = root;
    read++;
    for (ConfigOverride override : overrides) {
      if (override.concerns(overridden)) {
        overridden = override.apply(overridden);
        taken.add(override);
      }
    }
    YamlMapping top = new YamlMapping(overridden, Label.NONE, problems);
    RayConfig config = new RayConfigReader(algorithms, folder).read(top);
    document.acceptAnchored(root, top);
    top.finish();
    return config;
  }

  /** Tells of overrides that nothing takes. */
  void finish(Location at) {
    if (named == 0 && !overrides.isEmpty()) {
      tellUnused(overrides.getFirst(), at.file() + " has no step of type ray");
    } else if (named == read) {
      overrides.stream()
          .filter(override -> !taken.contains(override))
          .forEach(override ->
              tellUnused(
                  override,
                  "no Ray config of " + at.file() + " has " + override.path().getFirst()));
    }
  }

  private void tellUnused(ConfigOverride override, String why) {
    problems.error(
        ConfigOverride.AT, "--set " + String.join(".", override.path()) + " sets nothing: " + why);
  }
}
