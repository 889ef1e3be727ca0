package io.eagleray.yaml;

import io.eagleray.json.Json;
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

  private final Optional<Patches> patches;
  private final Set<String> met = new TreeSet<>();

  /**
   * @param patches empty where nothing is mocked
   */
  StepPatches(Optional<Patches> patches) {
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
    Optional<Located> patch = patches.get().of(step);
    if (patch.isEmpty()) {
      entries.put(TYPE, entry("stub"));
      return new Located.Mapping(written.at(), entries);
    }
    if (!type.equals("task")) {
      entries.keySet().retainAll(OF_EVERY_STEP);
    }
    if (patch.get() instanceof Located.Mapping keys) {
      entries.putAll(keys.entries());
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

  /** Tells of patches for steps that there are not, and of those that are no mapping. */
  void finish(Problems problems) {
    patches.ifPresent(known -> known.steps().forEach(step -> check(step, known, problems)));
  }

  private void check(String step, Patches known, Problems problems) {
    if (!met.contains(step)) {
      problems.error(
          known.at(step),
          "there is no step \"" + step + "\" that runs something" + Nearest.hint(step, met));
      return;
    }
    known
        .of(step)
        .filter(patch -> !(patch instanceof Located.Mapping))
        .ifPresent(patch ->
            problems.error(
                known.at(step),
                "a patch must be a mapping with a \"command\", not " + Values.shown(patch.json())));
  }
}
