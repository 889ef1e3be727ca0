package io.eagleray.run;

import io.eagleray.json.Json;
import io.eagleray.model.Return;
import io.eagleray.model.Task;
import java.util.LinkedHashMap;
import java.util.Map;

/** A parameter's value in a run. Of an object it is the reference. */
public record Value(Return.Kind kind, Json json) {
  /** A JSON value. */
  public static Value of(Json json) {
    return new Value(Return.Kind.JSON, json);
  }

  /** What a task returned, by name: a value for each of its returns that is there. */
  public static Map<String, Value> returned(Task task, Map<String, Json> values) {
    Map<String, Value> outputs = new LinkedHashMap<>();
    for (Return declared : task.returns()) {
      Json value = values.get(declared.name());
      if (value != null) {
        outputs.put(declared.name(), new Value(declared.kind(), value));
      }
    }
    return outputs;
  }
}
