package io.eagleray.cli;

import io.eagleray.json.Json;
import io.eagleray.run.Event;
import io.eagleray.run.RunEvent;
import io.eagleray.run.Value;
import io.eagleray.spi.ObjectReferences;
import io.eagleray.spi.RunStore;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Finds every object that a run's log names. */
final class NamedObjects {
  private final Set<String> sha256 = new HashSet<>();

  /** The hashes of all objects that any run of the store names. */
  static Set<String> of(RunStore store) {
    NamedObjects named = new NamedObjects();
    store.runs().forEach(run -> store.read(run, 0, named::event));
    return named.sha256;
  }

  private void event(Event event) {
    switch (event.body()) {
      case RunEvent.RunCreated body -> values(body.parameters());
      case RunEvent.StepEnded body -> {
        values(body.outputs());
        body.files().forEach(file -> sha256.add(file.sha256()));
      }
      case RunEvent.PhaseEnded body -> json(body.handOver());
      case RunEvent.TrialAsked body -> json(body.config());
      case RunEvent.TrialReported body -> {
        json(body.metrics());
        body.checkpoint().ifPresent(this::json);
      }
      case RunEvent.TrialEnded body -> json(body.value());
      default -> {}
    }
  }

  private void values(Map<String, Value> values) {
    values.values().forEach(value -> json(value.json()));
  }

  private void json(Json json) {
    sha256.addAll(ObjectReferences.in(json));
  }
}
