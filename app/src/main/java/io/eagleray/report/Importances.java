package io.eagleray.report;

import io.eagleray.json.Json;
import io.eagleray.json.JsonObject;

/** How much each parameter mattered. */
final class Importances {
  static final int ENOUGH = 20;

  private Importances() {}

  static JsonObject json(Study study) {
    long usable = study.trials().stream().filter(TrialRow::hasValue).count();
    return JsonObject.builder().put("usable", usable).put("enough", Json.of(ENOUGH)).build();
  }
}
