package io.eagleray.run;

import io.eagleray.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What is known of one step, attempt by attempt. */
final class StepFold {
  private final StepPath path;

  /** In the order of their numbers; nearly always one, and a run may have very many steps. */
  private final List<Attempt> attempts = new ArrayList<>(1);

  private int reset;

  StepFold(StepPath path) {
    this.path = path;
  }

  private static final class Attempt {
    private final int number;
    private String type = "";
    private long order;
    private Optional<Instant> started = Optional.empty();
    private Optional<Instant> ended = Optional.empty();
    private int startedBy;
    private int endedBy;
    private Optional<RunEvent.StepEnded> end = Optional.empty();
    private Optional<Origin> origin = Optional.empty();
    private Map<String, JsonObject> phases = Map.of();

    Attempt(int number) {
      this.number = number;
    }

    void handOver(String phase, JsonObject what) {
      Map<String, JsonObject> all = new LinkedHashMap<>(phases);
      all.put(phase, what);
      phases = all;
    }
  }

  /**
   * @param at when it happened
   * @param epoch of the driver that tells of it
   */
  void apply(RunEvent.OfStep event, Instant at, int epoch) {
    switch (event) {
      case RunEvent.StepStarted body -> {
        Attempt attempt = attempt(body.attempt());
        attempt.type = body.type();
        attempt.order = body.order();
        attempt.started = Optional.of(at);
        attempt.startedBy = epoch;
      }
      case RunEvent.StepEnded body -> {
        Attempt attempt = attempt(body.attempt());
        attempt.end = Optional.of(body);
        attempt.ended = Optional.of(at);
        attempt.endedBy = epoch;
      }
      case RunEvent.StepReused body -> attempt(body.attempt()).origin = Optional.of(body.origin());
      case RunEvent.StepReset body -> reset = Math.max(reset, body.attempts());
      case RunEvent.PhaseEnded body ->
          attempt(body.attempt()).handOver(body.phase(), body.handOver());
      case RunEvent.OfTrial body -> throw new IllegalArgumentException("not of a step: " + body);
    }
  }

  private Attempt attempt(int number) {
    int at = attempts.size();
    while (at > 0 && attempts.get(at - 1).number >= number) {
      at--;
    }
    if (at == attempts.size() || attempts.get(at).number != number) {
      attempts.add(at, new Attempt(number));
    }
    return attempts.get(at);
  }

  long order() {
    return attempts.isEmpty() ? 0 : attempts.getLast().order;
  }

  private static StepStatus status(Attempt attempt) {
    return attempt
        .end
        .filter(end -> !end.willRetry())
        .map(RunEvent.StepEnded::status)
        .orElse(StepStatus.RUNNING);
  }

  private StepStatus status() {
    Attempt latest = attempts.getLast();
    return latest.number <= reset ? StepStatus.WAITING : status(latest);
  }

  boolean isRunning() {
    return !attempts.isEmpty() && status() == StepStatus.RUNNING;
  }

  StepState state(Sessions sessions) {
    Attempt latest = attempts.getLast();
    // What a retry starts again has not been at work since the failure.
    Attempt first =
        attempts.stream()
            .filter(attempt -> attempt.number > reset)
            .findFirst()
            .orElse(attempts.getFirst());
    StepStatus status = status();
    return new StepState(
        path,
        latest.type,
        status,
        latest.number,
        failures(),
        latest.order,
        latest.end.map(RunEvent.StepEnded::outputs).orElse(Map.of()),
        latest.end.map(RunEvent.StepEnded::files).orElse(List.of()),
        latest.end.flatMap(RunEvent.StepEnded::failure),
        Map.copyOf(latest.phases),
        first.started,
        latest.ended,
        idle(first, latest, status.isEnded(), sessions),
        latest.origin);
  }

  /** How many attempts have failed since a retry; of what was cut off or cancelled none. */
  private int failures() {
    int failures = 0;
    for (Attempt attempt : attempts) {
      boolean failed = attempt.end.filter(end -> end.status() == StepStatus.FAILED).isPresent();
      failures += failed && attempt.number > reset ? 1 : 0;
    }
    return failures;
  }

  /** How long nobody drove the run; with one driver all the way, as nearly always, no time. */
  private static Duration idle(Attempt first, Attempt latest, boolean ended, Sessions sessions) {
    boolean hasOneDriver =
        ended ? latest.endedBy == first.startedBy : sessions.isLatest(first.startedBy);
    if (hasOneDriver || first.started.isEmpty()) {
      return Duration.ZERO;
    }
    Instant end = ended ? latest.ended.orElse(Instant.MAX) : Instant.MAX;
    return sessions.idle(first.started.get(), end);
  }
}
