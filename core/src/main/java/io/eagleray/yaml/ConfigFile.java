package io.eagleray.yaml;

import io.eagleray.json.Json;
import io.eagleray.problem.Location;
import io.eagleray.problem.Nearest;
import io.eagleray.problem.Problems;
import io.eagleray.problem.Topic;
import io.eagleray.spi.MappingReader;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A config file: which services a run works with. Each section names one and what it is told:
 *
 * <pre>
 * run-log-store:
 *   type: segments
 *   config: {log_folder: /shared/runs}
 * </pre>
 *
 * <p>Sections are asked for one after the other; {@link #finish} tells what nobody asked for.
 */
public final class ConfigFile {
  private final Document document;
  private final Located.Mapping root;
  private final YamlMapping top;

  private ConfigFile(Document document, Located.Mapping root, Problems problems) {
    this.document = document;
    this.root = root;
    this.top = new YamlMapping(root, Label.NONE, problems);
  }

  /**
   * A section that is there.
   *
   * @param type one of the words that were asked for
   * @param config what the service is told; an empty mapping where the file says nothing
   */
  public record Section(String type, MappingReader config) {}

  /**
   * Reads a file; what is wrong with it is told to the problems.
   *
   * @param name the file as the user named it
   * @param environment for {@code ${x}}, which stands for {@code EAGLERAY_VAR_x}
   */
  public static Optional<ConfigFile> read(
      Path file, String name, Map<String, String> environment, Problems problems) {
    Problems about = problems.about(Topic.CONFIG);
    return YamlFile.read(file, name, about)
        .flatMap(document -> {
          if (document.root() instanceof Located.Mapping mapping) {
            Located.Mapping filled = new ConfigVariables(environment, about).in(mapping);
            return Optional.of(new ConfigFile(document, filled, about));
          }
          about.error(
              document.root().at(),
              "a config file must be a mapping, not " + Values.shown(document.root().json()));
          return Optional.empty();
        });
  }

  /**
   * One section.
   *
   * @param name in words joined by dashes; a file may join them by underscores
   * @param types the known words under {@code type}
   * @return empty where there is none, or one of an unknown type, which has been told
   */
  public Optional<Section> section(String name, Collection<String> types) {
    return top.child(key(name))
        .flatMap(section -> {
          Optional<String> type = section.text("type");
          Optional<MappingReader> config = config(section);
          if (!section.has("type")) {
            top.problems()
                .error(
                    top.keyAt(key(name)), name + " needs a \"type\": " + String.join(", ", types));
          }
          if (type.isPresent() && !types.contains(type.get())) {
            top.problems()
                .error(
                    section.valueAt("type"),
                    "unknown "
                        + name
                        + " \""
                        + type.get()
                        + "\""
                        + Nearest.hintOrKnown(type.get(), types));
            config.ifPresent(MappingReader::json);
            return Optional.empty();
          }
          return type.flatMap(word -> config.map(reader -> new Section(word, reader)));
        });
  }

  /** Which of the two ways of writing it the file has. */
  private String key(String name) {
    String other = name.replace('-', '_');
    boolean both = top.keys().contains(name) && top.keys().contains(other) && !other.equals(name);
    if (both) {
      top.accept(other);
      top.problems()
          .error(top.keyAt(other), "write \"" + name + "\" or \"" + other + "\", not both");
    }
    return top.keys().contains(other) && !both ? other : name;
  }

  private static Optional<MappingReader> config(YamlMapping section) {
    if (section.json("config").filter(config -> !config.equals(Json.NULL)).isPresent()) {
      return section.mapping("config");
    }
    Location at = section.at();
    Located.Mapping empty = new Located.Mapping(at, Map.of());
    return Optional.of(new YamlMapping(empty, section.labelOf("config"), section.problems()));
  }

  /**
   * Refuses a section that there is not, where a file is likely to have it.
   *
   * @param instead what would be right
   */
  public void refuse(String name, String instead) {
    if (top.keys().contains(name)) {
      top.accept(name);
      top.problems().error(top.keyAt(name), "unknown key \"" + name + "\"; write " + instead);
    }
  }

  /** Tells the keys that nobody asked for. */
  public void finish() {
    document.acceptAnchored(root, top);
    top.finish();
  }

  /** The names of the sections that the file has, as written. */
  public List<String> sections() {
    return List.copyOf(top.keys());
  }
}
