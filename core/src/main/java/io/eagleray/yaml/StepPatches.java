package io.eagleray.yaml;

import io.eagleray.json.Json;
import io.eagleray.json.JsonObject;
import io.eagleray.json.JsonText;
import io.eagleray.problem.Location;
import io.eagleray.problem.Nearest;
import io.eagleray.problem.Problems;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Reads a pipeline as the mocked executor has it: of the steps that run something, those with a
 * patch run that instead, and the others nothing. For one reading; it remembers the steps' names.
 */
final class StepPatches {
  private static final Set<String> RUNNING = Set.of("task", "ray");
  private static final String TYPE = "type";

  /** What a step that ran a search keeps beside its patch. */
  private static final Set<String> OF_EVERY_STEP =
      Set.of("next", "on_failure", "retry", "max_attempts", "timeout", "when");

  private final Optional<JsonObject> patches;
  private final Set<String> met = new TreeSet<>();

  /**
   * @param patches a task's keys by the name of its step; empty where nothing is mocked
   */
  StepPatches(Optional<JsonObject> patches) {
    this.patches = patches;
  }

  /** A step as it is to be read. */
  Located.Mapping of(String step, Located.Mapping written) {
    if (patches.isEmpty()) {
      return written;
    }
    String type = type(written);
    if (!RUNNING.contains(type)) {
      return written;
    }
    met.add(step);
    Map<String, Located.Entry> entries = new LinkedHashMap<>(written.entries());
    Optional<Json> patch = patches.get().get(step);
    if (patch.isEmpty()) {
      entries.put(TYPE, entry("stub"));
      return new Located.Mapping(written.at(), entries);
    }
    if (!type.equals("task")) {
      entries.keySet().retainAll(OF_EVERY_STEP);
    }
    if (patch.get() instanceof JsonObject keys) {
      keys.fields()
          .forEach((key, value) ->
              entries.put(key, new Located.Entry(place(step), Located.of(value, place(step)))));
    }
    return new Located.Mapping(written.at(), entries);
  }

  private static String type(Located.Mapping step) {
    Located.Entry entry = step.entries().get(TYPE);
    return entry != null
            && entry.value() instanceof Located.Scalar scalar
            && scalar.value() instanceof JsonText text
        ? text.value()
        : "task";
  }

  private static Located.Entry entry(String text) {
    Location at = Location.of("mocked executor");
    return new Located.Entry(at, new Located.Scalar(at, Json.of(text)));
  }

  private static Location place(String step) {
    return Location.of("patch of step \"" + step + "\"");
  }

  /** Tells of patches for steps that there are not, and of those that are no mapping. */
  void finish(Problems problems) {
    patches
        .orElse(JsonObject.EMPTY)
        .fields()
        .forEach((step, patch) -> {
          if (!met.contains(step)) {
            problems.error(
                place(step),
                "there is no step \"" + step + "\" that runs something" + Nearest.hint(step, met));
          } else if (!(patch instanceof JsonObject)) {
            problems.error(
                place(step),
                "a patch must be a mapping with a \"command\", not " + Values.shown(patch));
          }
        });
  }
}
