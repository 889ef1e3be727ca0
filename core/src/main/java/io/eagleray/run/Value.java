package io.eagleray.run;

import io.eagleray.json.Json;
import io.eagleray.model.Return;

/** A parameter's value in a run. Of an object it is the reference. */
public record Value(Return.Kind kind, Json json) {
  /** A JSON value. */
  public static Value of(Json json) {
    return new Value(Return.Kind.JSON, json);
  }
}
