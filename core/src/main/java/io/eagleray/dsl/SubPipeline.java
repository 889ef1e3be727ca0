package io.eagleray.dsl;

import io.eagleray.json.Json;
import io.eagleray.json.JsonObject;

/** The steps of another pipeline's file. */
public final class SubPipeline extends Work<SubPipeline> {
  private SubPipeline(JsonObject keys) {
    super(keys);
  }

  /** That file, in the folder of this pipeline. */
  public static SubPipeline file(String name) {
    return new SubPipeline(
        JsonObject.builder().put("type", "pipeline").put("pipeline", name).build());
  }

  /** Gives it one parameter of this pipeline under another name. */
  public SubPipeline give(String inside, String outside) {
    return set("parameters", keys().object("parameters").with(inside, Json.of(outside)));
  }

  /** What it gives back, instead of all that its steps return. */
  public SubPipeline returns(String... names) {
    return set("returns", JsonValues.texts(names));
  }

  @Override
  SubPipeline with(JsonObject changed) {
    return new SubPipeline(changed);
  }
}
