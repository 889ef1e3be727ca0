package io.eagleray.spi;

import io.eagleray.json.Json;
import io.eagleray.run.Event;
import io.eagleray.run.RunEvent;
import io.eagleray.run.Value;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Every object and every file's content that the events of some runs name. */
public final class NamedObjects {
  private final Set<String> sha256 = new HashSet<>();

  /** The hashes of all that the events name. */
  public Set<String> sha256() {
    return Set.copyOf(sha256);
  }

  /** Takes one more event in. */
  public void add(Event event) {
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
      case RunEvent.TrialTookOver body -> {
        json(body.config());
        json(body.metrics());
        body.checkpoint().ifPresent(this::json);
      }
      case RunEvent.TrialEnded body -> json(body.value());
      case RunEvent.RunStarted body -> {}
      case RunEvent.RunEnded body -> {}
      case RunEvent.ProcessStarted body -> {}
      case RunEvent.ProcessEnded body -> {}
      case RunEvent.Warned body -> {}
      case RunEvent.StepStarted body -> {}
      case RunEvent.StepReused body -> {}
      case RunEvent.StepReset body -> {}
      case RunEvent.TrialStarted body -> {}
    }
  }

  private void values(Map<String, Value> values) {
    values.values().forEach(value -> json(value.json()));
  }

  private void json(Json json) {
    sha256.addAll(ObjectReferences.in(json));
  }
}
