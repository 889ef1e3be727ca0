package io.eagleray.yaml;

import io.eagleray.json.Json;
import io.eagleray.json.JsonObject;
import io.eagleray.problem.Location;
import io.eagleray.spi.MappingReader;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What stands in for the steps of a mocked run: keys of a task, by the name of the step. */
public final class Patches {
  /** Nothing stands in: every step succeeds and runs nothing. */
  public static final Patches NONE = new Patches(Map.of());

  private final Map<String, Located.Entry> steps;

  private Patches(Map<String, Located.Entry> steps) {
    this.steps = Collections.unmodifiableMap(new LinkedHashMap<>(steps));
  }

  /**
   * Reads them where a config file has them. A patch that is no mapping is told to the reader's
   * problems, and left out.
   */
  public static Patches read(MappingReader patches) {
    Map<String, Located.Entry> steps = new LinkedHashMap<>();
    for (String step : patches.keys()) {
      patches
          .mapping(step)
          .ifPresent(
              patch -> steps.put(step, new Located.Entry(patches.keyAt(step), located(patch))));
    }
    return new Patches(steps);
  }

  private static Located.Mapping located(MappingReader patch) {
    Map<String, Located.Entry> entries = new LinkedHashMap<>();
    for (String key : patch.keys()) {
      Json value = patch.json(key).orElseThrow();
      entries.put(key, new Located.Entry(patch.keyAt(key), Located.of(value, patch.valueAt(key))));
    }
    return new Located.Mapping(patch.at(), entries);
  }

  /** Those of a run's log, which has no places; messages name the step instead. */
  public static Patches recorded(JsonObject patches) {
    Map<String, Located.Entry> steps = new LinkedHashMap<>();
    patches
        .fields()
        .forEach((step, patch) -> {
          Location place = Location.of("patch of step \"" + step + "\"");
          steps.put(step, new Located.Entry(place, Located.of(patch, place)));
        });
    return new Patches(steps);
  }

  /** What {@link #recorded} reads. */
  public JsonObject json() {
    JsonObject.Builder patches = JsonObject.builder();
    steps.forEach((step, patch) -> patches.put(step, patch.value().json()));
    return patches.build();
  }

  /** The names of the steps. */
  Set<String> steps() {
    return steps.keySet();
  }

  /** What stands in for a step. */
  Optional<Located> of(String step) {
    return Optional.ofNullable(steps.get(step)).map(Located.Entry::value);
  }

  /** Where a step that has a patch is named. */
  Location at(String step) {
    return Optional.ofNullable(steps.get(step)).orElseThrow().keyAt();
  }
}
