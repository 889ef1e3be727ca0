package io.eagleray.run;

import io.eagleray.json.JsonObject;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/** What is known of one step, attempt by attempt. */
final class StepFold {
  private final StepPath path;
  private final NavigableMap<Integer, Attempt> attempts = new TreeMap<>();
  private int reset;

  StepFold(StepPath path) {
    this.path = path;
  }

  private static final class Attempt {
    private String type = "";
    private long order;
    private Optional<Instant> started = Optional.empty();
    private Optional<Instant> ended = Optional.empty();
    private Optional<RunEvent.StepEnded> end = Optional.empty();
    private final Map<String, JsonObject> phases = new LinkedHashMap<>();
  }

  void apply(RunEvent.OfStep event, Instant at) {
    switch (event) {
      case RunEvent.StepStarted body -> {
        Attempt attempt = attempt(body.attempt());
        attempt.type = body.type();
        attempt.order = body.order();
        attempt.started = Optional.of(at);
      }
      case RunEvent.StepEnded body -> {
        Attempt attempt = attempt(body.attempt());
        attempt.end = Optional.of(body);
        attempt.ended = Optional.of(at);
      }
      case RunEvent.StepReset body -> reset = Math.max(reset, body.attempts());
      case RunEvent.PhaseEnded body ->
          attempt(body.attempt()).phases.put(body.phase(), body.handOver());
      case RunEvent.OfTrial body -> throw new IllegalArgumentException("not of a step: " + body);
    }
  }

  private Attempt attempt(int number) {
    return attempts.computeIfAbsent(number, any -> new Attempt());
  }

  long order() {
    return attempts.isEmpty() ? 0 : attempts.lastEntry().getValue().order;
  }

  private static StepStatus status(Attempt attempt) {
    return attempt
        .end
        .filter(end -> !end.willRetry())
        .map(RunEvent.StepEnded::status)
        .orElse(StepStatus.RUNNING);
  }

  StepState state() {
    int number = attempts.lastKey();
    Attempt latest = attempts.lastEntry().getValue();
    Optional<Instant> first = attempts.firstEntry().getValue().started;
    return new StepState(
        path,
        latest.type,
        number <= reset ? StepStatus.WAITING : status(latest),
        number,
        latest.order,
        latest.end.map(RunEvent.StepEnded::outputs).orElse(Map.of()),
        latest.end.map(RunEvent.StepEnded::files).orElse(List.of()),
        latest.end.flatMap(RunEvent.StepEnded::failure),
        Map.copyOf(latest.phases),
        first,
        latest.ended);
  }
}
