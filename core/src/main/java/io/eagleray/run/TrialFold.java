package io.eagleray.run;

import io.eagleray.json.Json;
import io.eagleray.json.JsonObject;
import java.time.Instant;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one trial, attempt by attempt.
 *
 * <p>Reports are keyed by attempt and step. Those of a dead attempt are void, but for the steps up
 * to the checkpoint that a later attempt goes on from. Of each attempt only the count and the
 * latest report are kept; an attempt that has made none has that of its checkpoint.
 */
final class TrialFold {
  private final int number;
  private final NavigableMap<Integer, Attempt> attempts = new TreeMap<>();
  private JsonObject config = JsonObject.EMPTY;
  private @Nullable Json checkpoint;
  private int checkpointStep;
  private int checkpointAttempt;
  private JsonObject checkpointMetrics = JsonObject.EMPTY;

  TrialFold(int number) {
    this.number = number;
  }

  private static final class Attempt {
    private int fromStep;
    private int lastStep;
    private int reports;
    private JsonObject metrics = JsonObject.EMPTY;
    private @Nullable Instant started;
    private @Nullable Instant ended;
    private RunEvent.@Nullable TrialEnded end;
  }

  void apply(RunEvent.OfTrial event, Instant at) {
    switch (event) {
      case RunEvent.TrialAsked body -> config = body.config();
      case RunEvent.TrialStarted body -> {
        Attempt attempt = attempt(body.attempt());
        attempt.fromStep = body.fromStep();
        attempt.started = at;
      }
      case RunEvent.TrialReported body -> reported(body);
      case RunEvent.TrialTookOver body -> {
        config = body.config();
        checkpoint = body.checkpoint().orElse(null);
        checkpointStep = body.step();
        checkpointAttempt = attempts.isEmpty() ? 0 : attempts.lastKey();
        checkpointMetrics = body.metrics();
      }
      case RunEvent.TrialEnded body -> {
        Attempt attempt = attempt(body.attempt());
        attempt.end = body;
        attempt.ended = at;
      }
    }
  }

  private void reported(RunEvent.TrialReported body) {
    Attempt attempt = attempt(body.attempt());
    attempt.reports++;
    if (body.step() >= attempt.lastStep) {
      attempt.lastStep = body.step();
      attempt.metrics = body.metrics();
    }
    boolean newer =
        body.attempt() > checkpointAttempt
            || (body.attempt() == checkpointAttempt && body.step() >= checkpointStep);
    if (body.checkpoint().isPresent() && newer) {
      checkpoint = body.checkpoint().get();
      checkpointStep = body.step();
      checkpointAttempt = body.attempt();
      checkpointMetrics = body.metrics();
    }
  }

  private Attempt attempt(int attempt) {
    return attempts.computeIfAbsent(attempt, any -> new Attempt());
  }

  TrialStatus status() {
    if (attempts.isEmpty()) {
      return TrialStatus.RUNNING;
    }
    RunEvent.TrialEnded end = attempts.lastEntry().getValue().end;
    return end == null || end.willRetry() ? TrialStatus.RUNNING : end.status();
  }

  TrialState state() {
    Attempt latest = attempts.isEmpty() ? new Attempt() : attempts.lastEntry().getValue();
    Attempt first = attempts.isEmpty() ? latest : attempts.firstEntry().getValue();
    RunEvent.TrialEnded end = latest.end;
    return new TrialState(
        number,
        status(),
        config,
        attempts.isEmpty() ? 0 : attempts.lastKey(),
        Math.max(latest.lastStep, latest.fromStep),
        latest.reports == 0 && latest.fromStep > 0 ? checkpointMetrics : latest.metrics,
        latest.fromStep + latest.reports,
        Optional.ofNullable(checkpoint),
        checkpointStep,
        end == null ? Json.NULL : end.value(),
        end == null ? Optional.empty() : end.failure(),
        Optional.ofNullable(first.started),
        Optional.ofNullable(latest.ended));
  }
}
