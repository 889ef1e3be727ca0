package io.eagleray.searchserve;

import io.eagleray.json.Json;
import io.eagleray.json.JsonNull;
import io.eagleray.json.JsonObject;
import java.util.Optional;

/**
 * That trials report on their way.
 *
 * @param min the first step whose value says something
 * @param max the step at which a trial is complete
 */
record Fidelity(long min, long max) {

  Fidelity {
    if (min < 1 || max < min) {
      throw new InvalidRequestException(
          "\"fidelity\" needs 1 <= min <= max, got min " + min + " and max " + max);
    }
  }

  /** Reads it; absent and null mean none. */
  static Optional<Fidelity> read(JsonObject init) {
    Json value = init.get("fidelity").orElse(JsonNull.NULL);
    if (value == JsonNull.NULL) {
      return Optional.empty();
    }
    if (!(value instanceof JsonObject object)) {
      throw new InvalidRequestException(
          "\"fidelity\" must be null or {\"name\",\"min\",\"max\"}, got " + value);
    }
    return Optional.of(
        new Fidelity(Numbers.optionalWhole(object, "min").orElse(1), Numbers.whole(object, "max")));
  }
}
