package io.eagleray.engine.ray.remote;

import io.eagleray.json.Json;
import io.eagleray.json.JsonArray;
import io.eagleray.json.JsonObject;
import io.eagleray.run.Event;
import io.eagleray.run.EventCodec;
import java.util.List;

/** The specs of a job with a search, as far as a study process looks at them. */
public final class Specs {
  private Specs() {}

  /**
   * A search for the largest {@code height} over one number {@code x} from 0 to 1, one trial at a
   * time.
   *
   * @param settled over the usual settings, as JSON
   */
  public static JsonObject of(String settled) {
    JsonObject usual =
        object(
            """
            {"metric": "height", "mode": "max", "num_samples": 20, "seed": 7, "slots": 1,
             "trial_retry": 0, "fail_fast": false, "best": "last", "keep_objects": 1, "stop": {},
             "search_algorithm": {"name": "random", "arguments": {}},
             "scheduler": {"name": "fifo", "arguments": {}}}
            """);
    JsonObject frame =
        object(
            """
            {"format": 1, "run": {"id": "calm-otter-0914", "step": "tune", "attempt": 1},
             "engine": "native", "arguments": {"data": [1, 2]},
             "task": {"kind": "python", "command": "train.train", "takes": null},
             "space": [{"name": "x", "domain":
               {"type": "range", "low": 0, "high": 1, "log": false, "step": 0, "integer": false}}],
             "history": []}
            """);
    return frame.with("settled", usual.and(object(settled)));
  }

  /** The same with a history. */
  public static JsonObject after(JsonObject spec, List<Event> history) {
    return spec.with(
        "history", history.stream().map(EventCodec::write).collect(JsonArray.collect()));
  }

  static JsonObject object(String text) {
    return (JsonObject) Json.parse(text);
  }
}
