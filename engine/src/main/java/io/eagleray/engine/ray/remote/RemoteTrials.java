package io.eagleray.engine.ray.remote;

import io.eagleray.json.Json;
import io.eagleray.json.JsonObject;
import io.eagleray.model.Task;
import io.eagleray.problem.Problems;
import io.eagleray.run.Failure;
import io.eagleray.spi.TaskCall;
import io.eagleray.spi.TaskListener;
import io.eagleray.spi.TaskListener.Decision;
import io.eagleray.spi.TaskOutcome;
import io.eagleray.spi.TaskRunner;
import io.eagleray.spi.TaskSignature;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** The trials that the driver runs for a study. Thread-safe. */
final class RemoteTrials implements TaskRunner {
  /** A driver that does not say within this time how a cancelled trial ended is not waited for. */
  private static final Duration CANCEL_LIMIT = Duration.ofSeconds(60);

  private final DriverLines driver;
  private final Map<Long, Open> open = new HashMap<>();
  private long started;
  private boolean closed;

  /** A trial that has not ended. */
  private static final class Open {
    private final TaskListener listener;
    private boolean awaitsDecision;

    Open(TaskListener listener) {
      this.listener = listener;
    }
  }

  RemoteTrials(DriverLines driver) {
    this.driver = driver;
  }

  @Override
  public String commandType() {
    return "remote";
  }

  @Override
  public TaskSignature inspect(Task task, Problems problems) {
    throw new UnsupportedOperationException("a function was inspected where the run began");
  }

  @Override
  public RunningTask start(TaskCall call, TaskListener listener) {
    long id;
    synchronized (this) {
      id = ++started;
      if (!closed) {
        open.put(id, new Open(listener));
      }
    }
    if (isOpen(id)) {
      driver.send(startMessage(id, call));
    } else {
      listener.ended(new TaskOutcome.Cancelled());
    }
    return () -> cancel(id);
  }

  private synchronized boolean isOpen(long id) {
    return open.containsKey(id);
  }

  private static JsonObject startMessage(long id, TaskCall call) {
    TaskCall.TrialCall trial = call.trial().orElseThrow();
    return JsonObject.builder()
        .put("op", "start")
        .put("id", id)
        .put(
            "trial",
            JsonObject.builder()
                .put("number", trial.number())
                .put("attempt", trial.attempt())
                .put("step", trial.fromStep())
                .put("checkpoint", trial.checkpoint().orElse(Json.NULL))
                .put("config", trial.config())
                .build())
        .put("arguments", new JsonObject(call.arguments()))
        .put("alone", call.alone())
        .build();
  }

  private void cancel(long id) {
    if (!isOpen(id)) {
      return;
    }
    driver.send(JsonObject.builder().put("op", "cancel").put("id", id).build());
    CompletableFuture.delayedExecutor(CANCEL_LIMIT.toMillis(), TimeUnit.MILLISECONDS)
        .execute(() -> end(id, new TaskOutcome.Cancelled()));
  }

  /**
   * Takes in what the driver tells of a trial. What it tells of one that has ended came too late.
   *
   * @throws MessageException if it makes no sense
   */
  void report(JsonObject message) {
    long id = id(message);
    JsonObject metrics = message.object("metrics");
    Optional<Json> checkpoint = message.get("checkpoint").filter(value -> value != Json.NULL);
    int step = step(message);
    Open trial;
    synchronized (this) {
      trial = open.get(id);
      if (trial == null) {
        return;
      }
      if (trial.awaitsDecision) {
        throw new MessageException("trial " + id + " reported before its last report was answered");
      }
      trial.awaitsDecision = true;
    }
    trial.listener.reported(step, metrics, checkpoint, decision -> decide(id, decision));
  }

  private void decide(long id, Decision decision) {
    synchronized (this) {
      Open trial = open.get(id);
      if (trial == null) {
        return;
      }
      trial.awaitsDecision = false;
    }
    driver.send(
        JsonObject.builder()
            .put("op", "decision")
            .put("id", id)
            .put("decision", decision.name().toLowerCase(Locale.ROOT))
            .build());
  }

  /**
   * Takes in how a trial ended.
   *
   * @throws MessageException if it makes no sense
   */
  void ended(JsonObject message) {
    end(id(message), outcome(message));
  }

  private void end(long id, TaskOutcome outcome) {
    Open trial;
    synchronized (this) {
      trial = open.remove(id);
    }
    if (trial != null) {
      trial.listener.ended(outcome);
    }
  }

  private synchronized long id(JsonObject message) {
    long id = message.integer("id").orElse(0);
    if (id < 1 || id > started) {
      throw new MessageException("\"id\" must be that of a trial that was started: " + message);
    }
    return id;
  }

  private static int step(JsonObject message) {
    long step = message.integer("step").orElse(0);
    if (step < 1 || step > Integer.MAX_VALUE) {
      throw new MessageException("\"step\" must be 1 or more: " + message);
    }
    return (int) step;
  }

  private static TaskOutcome outcome(JsonObject message) {
    String outcome = message.text("outcome").orElse("");
    return switch (outcome) {
      case "returned" ->
          new TaskOutcome.TrialReturned(
              message.get("value").orElse(Json.NULL), message.isTrue("stopped"));
      case "failed" -> new TaskOutcome.Failed(failure(message.object("failure")));
      case "lost" ->
          new TaskOutcome.Lost(
              message.isTrue("suspect"), message.text("reason").orElse("its worker was lost"));
      case "cancelled" -> new TaskOutcome.Cancelled();
      default ->
          throw new MessageException(
              "\"outcome\" must be returned, failed, lost or cancelled: " + message);
    };
  }

  private static Failure failure(JsonObject failure) {
    return new Failure(
        failure.text("type").orElse("error"),
        failure.text("message").orElse(""),
        failure.text("at"),
        failure.text("stack").orElse(""));
  }

  /** Nothing more will be heard of any trial. */
  @Override
  public void close() {
    List<Open> left;
    synchronized (this) {
      closed = true;
      left = new ArrayList<>(open.values());
      open.clear();
    }
    left.forEach(trial -> trial.listener.ended(new TaskOutcome.Cancelled()));
  }
}
