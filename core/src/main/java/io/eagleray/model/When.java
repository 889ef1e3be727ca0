package io.eagleray.model;

import io.eagleray.json.Json;
import io.eagleray.json.JsonArray;
import io.eagleray.json.JsonBool;
import io.eagleray.problem.Location;
import java.util.List;
import java.util.Optional;

/**
 * Whether a step is done, by a parameter's value; if not, it is skipped.
 *
 * @param values those at which it is done; of a plain {@code when: name} the value true
 * @param negated whether it is done at all other values instead
 * @param plain whether the parameter must be true or false
 * @param at where that is written
 */
public record When(
    String parameter, List<Json> values, boolean negated, boolean plain, Location at) {
  public When {
    values = List.copyOf(values);
  }

  /**
   * Whether the step is done.
   *
   * @return empty where the value is none that the condition is about: neither true nor false
   */
  public Optional<Boolean> holds(Json value) {
    if (plain && !(value instanceof JsonBool)) {
      return Optional.empty();
    }
    return Optional.of(values.stream().anyMatch(value::means) != negated);
  }

  /** As it may be written, for messages and fingerprints. */
  public String text() {
    return plain
        ? (negated ? "not " : "") + parameter
        : parameter + (negated ? " is not " : " is ") + new JsonArray(values).text();
  }
}
