package io.eagleray.dsl;

import io.eagleray.json.Json;
import io.eagleray.json.JsonArray;
import io.eagleray.json.JsonObject;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A pipeline in Java code. It is written like a pipeline's file, so that it is read, checked, run
 * and taken up again as one. Immutable: each method makes a copy.
 *
 * @see Task
 * @see Ray
 * @see MapOver
 * @see Parallel
 * @see Conditional
 * @see Loop
 * @see SubPipeline
 */
public final class Pipeline {
  private final String name;
  private final String at;
  private final JsonObject keys;
  private final Branch steps;

  private Pipeline(String name, String at, JsonObject keys, Branch steps) {
    this.name = name;
    this.at = at;
    this.keys = keys;
    this.steps = steps;
  }

  /** A pipeline without any steps yet. */
  public static Pipeline named(String name) {
    if (name.isBlank()) {
      throw new IllegalArgumentException("a pipeline needs a name");
    }
    return new Pipeline(name, Place.ofCaller(), JsonObject.EMPTY, Branch.EMPTY);
  }

  public Pipeline description(String text) {
    return with("description", Json.of(text));
  }

  /** Folders and jars where Java steps find their classes, besides the program's own. */
  public Pipeline classPath(String... entries) {
    return java("class_path", entries);
  }

  /** Maven coordinates of what Java steps need, {@code group:artifact:version}. */
  public Pipeline dependencies(String... coordinates) {
    return java("dependencies", coordinates);
  }

  private Pipeline java(String key, String... more) {
    JsonObject java = keys.object("java");
    List<Json> known = java.get(key).map(list -> ((JsonArray) list).items()).orElse(List.of());
    List<Json> all = new java.util.ArrayList<>(known);
    all.addAll(JsonValues.texts(more).items());
    return with("java", java.with(key, new JsonArray(all)));
  }

  private Pipeline with(String key, Json value) {
    return new Pipeline(name, at, keys.with(key, value), steps);
  }

  /**
   * One step more, which follows the ones before it.
   *
   * @throws IllegalArgumentException if there is a step of that name
   */
  public Pipeline step(String step, Work<?> work) {
    return new Pipeline(name, at, keys, steps.step(step, work));
  }

  public String name() {
    return name;
  }

  /**
   * The pipeline as a file.
   *
   * @param folder beside which relative paths are looked for; absolute
   */
  public Written written(Path folder) {
    Map<String, CodeFunction> functions = new LinkedHashMap<>();
    JsonObject program =
        JsonObject.builder()
            .put("folder", folder.toString())
            .put("file", at.isEmpty() ? name : at.substring(0, at.lastIndexOf(':')))
            .build();
    JsonObject document =
        JsonObject.builder()
            .put("written_by", program)
            .put("name", name)
            .build()
            .and(keys)
            .with("dag", steps.written("", functions));
    functions.replaceAll((path, function) -> function.in(name));
    return new Written(document, functions);
  }

  /**
   * A pipeline's file, and the functions of the program that it calls.
   *
   * @param document what stands in the file
   * @param functions by the commands that call them
   */
  public record Written(JsonObject document, Map<String, CodeFunction> functions) {
    public Written {
      Objects.requireNonNull(document);
      functions = Map.copyOf(functions);
    }
  }
}
