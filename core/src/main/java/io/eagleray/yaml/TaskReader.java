package io.eagleray.yaml;

import io.eagleray.json.Json;
import io.eagleray.json.JsonObject;
import io.eagleray.model.CatalogFiles;
import io.eagleray.model.JavaSettings;
import io.eagleray.model.Resources;
import io.eagleray.model.Return;
import io.eagleray.model.Task;
import io.eagleray.problem.Location;
import io.eagleray.problem.Nearest;
import io.eagleray.problem.Problems;
import io.eagleray.spi.CommandTypes;
import io.eagleray.spi.Containers;
import io.eagleray.spi.MappingReader;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Reads the keys of a task. */
final class TaskReader {
  private static final String TYPE = "command_type";
  private static final String DEFAULT_TYPE = "python";

  /** No type is called so. */
  private static final String UNKNOWN_TYPE = "?";

  private static final List<String> KINDS = List.of("json", "metric", "object");

  private TaskReader() {}

  /**
   * Reads a task.
   *
   * @param name what it is called in messages: {@code step "train"}
   * @param commandTypes the known ones
   * @param around what the steps around it say of where it runs, unless it does itself
   */
  static Task read(
      MappingReader mapping, String name, CommandTypes commandTypes, JsonObject around) {
    Problems problems = mapping.problems();
    String type = type(mapping, commandTypes);
    Optional<String> command = mapping.text("command");
    if (!mapping.has("command")) {
      problems.error(mapping.at(), name + " needs a \"command\"");
    } else if (command.isPresent() && command.get().isBlank()) {
      mapping.reject("command", "a command");
    }
    return new Task(
        type,
        command.orElse(""),
        mapping.valueAt("command"),
        returns(mapping),
        mapping.texts("secrets"),
        catalog(mapping),
        mapping.text("environment"),
        java(mapping),
        mapping
            .mapping("resources")
            .map(resources -> resources(resources, Resources.DEFAULT))
            .orElse(Resources.DEFAULT),
        mapping.word("isolation", Task.Isolation.class).orElse(Task.Isolation.SHARED),
        options(mapping, keys(type, commandTypes), around));
  }

  /**
   * The type; where it is written wrongly, a word that names none, so that nothing is told that is
   * wrong only by the rules of another type.
   */
  private static String type(MappingReader mapping, CommandTypes known) {
    Optional<String> written = mapping.text(TYPE);
    if (written.isEmpty()) {
      return mapping.has(TYPE) || isMisspelt(mapping) ? UNKNOWN_TYPE : DEFAULT_TYPE;
    }
    String type = written.get();
    if (!known.names().contains(type)) {
      mapping
          .problems()
          .error(
              mapping.valueAt(TYPE),
              "unknown command_type \""
                  + type
                  + "\""
                  + Nearest.hintOrKnown(type, new TreeSet<>(known.names())));
    }
    return type;
  }

  private static boolean isMisspelt(MappingReader mapping) {
    return mapping.keys().stream()
        .anyMatch(
            key -> Nearest.to(key, List.of("command", TYPE)).filter(TYPE::equals).isPresent());
  }

  /** The keys that only some types have; of a type that is not known all of them. */
  private static Set<String> keys(String type, CommandTypes known) {
    return known.names().contains(type)
        ? known.keys().getOrDefault(type, Set.of())
        : known.keys().values().stream().flatMap(Set::stream).collect(Collectors.toSet());
  }

  /** What a step says of where tasks run, of which one of Runnable's settings is understood. */
  static Optional<JsonObject> overrides(MappingReader step) {
    return step.json(Containers.OVERRIDES)
        .filter(JsonObject.class::isInstance)
        .map(JsonObject.class::cast)
        .filter(overrides -> overrides.text(Containers.NAME).isPresent());
  }

  private static JsonObject options(MappingReader mapping, Set<String> keys, JsonObject around) {
    JsonObject.Builder options = JsonObject.builder();
    JsonObject overrides = overrides(mapping).orElse(around);
    if (!overrides.fields().isEmpty()) {
      options.put(Containers.OVERRIDES, overrides);
    }
    keys.stream()
        .sorted()
        .forEach(key -> mapping.json(key).ifPresent(value -> options.put(key, value)));
    return options.build();
  }

  static CatalogFiles catalog(MappingReader mapping) {
    if (mapping.json("catalog").filter(Json.NULL::equals).isPresent()) {
      return CatalogFiles.NONE; // Runnable takes it so.
    }
    return mapping
        .mapping("catalog")
        .map(files ->
            new CatalogFiles(
                files.textOrTexts("get"),
                files.textOrTexts("put"),
                files.bool("store_copy").orElse(true)))
        .orElse(CatalogFiles.NONE);
  }

  static JavaSettings java(MappingReader mapping) {
    Optional<MappingReader> java = mapping.mapping("java");
    if (java.isEmpty()) {
      return JavaSettings.NONE;
    }
    List<String> dependencies = java.get().textOrTexts("dependencies");
    for (String dependency : dependencies) {
      int parts = dependency.split(":", -1).length;
      if (parts < 3 || parts > 5 || dependency.contains("::") || dependency.contains(" ")) {
        mapping
            .problems("java")
            .error(
                java.get().valueAt("dependencies"),
                "\"" + dependency + "\" must be group:artifact:version");
      }
    }
    return new JavaSettings(java.get().textOrTexts("class_path"), dependencies);
  }

  static Resources resources(MappingReader mapping, Resources defaults) {
    return new Resources(
        atLeastZero(mapping, "num_cpus", defaults.cpus()),
        atLeastZero(mapping, "num_gpus", defaults.gpus()),
        mapping.bytes("memory").or(defaults::memory));
  }

  private static double atLeastZero(MappingReader mapping, String key, double otherwise) {
    double number = mapping.number(key).orElse(otherwise);
    if (number < 0) {
      mapping.reject(key, "0 or more");
      return otherwise;
    }
    return number;
  }

  private static List<Return> returns(MappingReader mapping) {
    Map<String, Return> returns = new LinkedHashMap<>();
    Set<String> names = new HashSet<>();
    for (MappingReader.Item item : mapping.items("returns")) {
      Optional<Return> found = returned(item, mapping.problems("returns"));
      if (found.isPresent() && !names.add(found.get().name())) {
        mapping
            .problems("returns")
            .error(found.get().at(), item.label() + " names \"" + found.get().name() + "\" twice");
      }
      found.ifPresent(value -> returns.putIfAbsent(value.name(), value));
    }
    return List.copyOf(returns.values());
  }

  private static Optional<Return> returned(MappingReader.Item item, Problems problems) {
    if (item.mapping().isPresent()) {
      return named(item.mapping().get(), item, problems);
    }
    if (item.value() instanceof io.eagleray.json.JsonText text && !text.value().isBlank()) {
      return Optional.of(new Return(text.value(), Return.Kind.JSON, item.at()));
    }
    problems.error(
        item.at(),
        item.label() + " must be a name or {name, kind}, not " + Values.shown(item.value()));
    return Optional.empty();
  }

  private static Optional<Return> named(
      MappingReader mapping, MappingReader.Item item, Problems problems) {
    Optional<String> word = mapping.text("kind");
    Optional<Return.Kind> kind = word.flatMap(Return.Kind::of);
    if (word.isPresent() && kind.isEmpty()) {
      problems.error(
          mapping.valueAt("kind"),
          mapping.label("kind")
              + " must be json, metric or object, not \""
              + word.get()
              + "\""
              + Nearest.hint(word.get(), KINDS));
    }
    if (!mapping.has("name")) {
      problems.error(item.at(), item.label() + " needs a \"name\"");
    }
    Optional<String> name = mapping.text("name");
    if (name.filter(String::isBlank).isPresent()) {
      mapping.reject("name", "a name");
      return Optional.empty();
    }
    Location at = mapping.valueAt("name");
    return name.map(text -> new Return(text, kind.orElse(Return.Kind.JSON), at));
  }
}
