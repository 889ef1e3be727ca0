package io.eagleray.dsl;

import io.eagleray.json.JsonObject;

/** Nothing, successfully. */
public final class Stub extends Work<Stub> {
  private Stub(JsonObject keys) {
    super(keys);
  }

  /** A step that does nothing. */
  public static Stub nothing() {
    return new Stub(JsonObject.builder().put("type", "stub").build());
  }

  @Override
  Stub with(JsonObject changed) {
    return new Stub(changed);
  }
}
