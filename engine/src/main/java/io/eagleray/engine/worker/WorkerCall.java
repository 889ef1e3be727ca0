package io.eagleray.engine.worker;

import io.eagleray.json.Json;
import io.eagleray.json.JsonObject;
import io.eagleray.run.Failure;
import io.eagleray.spi.TaskCall;
import io.eagleray.spi.TaskListener;
import io.eagleray.spi.TaskOutcome;
import io.eagleray.spi.TaskRunner.RunningTask;
import io.eagleray.worker.redact.Redactor;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** One task in a leased worker: turns its messages into what the listener hears. */
public final class WorkerCall implements WorkerTask, RunningTask {
  private final WorkerPool.Lease lease;
  private final long number;
  private final TaskCall call;
  private final TaskListener listener;
  private final SecretFree secretFree;
  private final AtomicBoolean ended = new AtomicBoolean();
  private volatile boolean cancelled;

  private WorkerCall(
      WorkerPool.Lease lease, TaskCall call, Redactor redactor, TaskListener listener) {
    this.lease = lease;
    this.number = lease.worker().nextTask();
    this.call = call;
    this.listener = listener;
    this.secretFree = new SecretFree(redactor);
  }

  /**
   * Runs a task in a worker of the pool.
   *
   * @param pumped whether the engine writes the task's log from what the worker prints
   * @param hidden what must be neither told nor logged
   */
  public static RunningTask start(
      WorkerPool pool,
      TaskCall call,
      WorkerRun run,
      boolean pumped,
      Set<String> hidden,
      TaskListener listener) {
    // A search gives out trials on its one thread, which must not wait.
    WorkerPool.Lease lease =
        call.trial().isPresent() ? pool.lease(call.alone()) : pool.patientLease(call.alone());
    Redactor redactor = Redactor.of(hidden);
    WorkerCall running = new WorkerCall(lease, call, redactor, listener);
    lease.worker().hide(hidden);
    if (pumped) {
      lease.worker().output().begin(running.number, call.log(), redactor::over);
    }
    listener.started(lease.worker().pid());
    lease.worker().run(running.number, run, running);
    return running;
  }

  @Override
  public void message(JsonObject said) {
    JsonObject message = secretFree.message(said);
    switch (message.text("op").orElse("")) {
      case "report" -> report(message);
      case "result" -> end(result(message));
      case "error" -> end(error(message));
      default ->
          end(new TaskOutcome.Failed(Failure.of("protocol", "the worker said " + message.text())));
    }
  }

  private void report(JsonObject message) {
    listener.reported(
        Math.toIntExact(message.integer("step").orElse(0)),
        message.object("metrics"),
        message.get("checkpoint").filter(value -> value != Json.NULL),
        message.isTrue("last") ? decision -> {} : this::decide);
  }

  private void decide(TaskListener.Decision decision) {
    lease
        .worker()
        .send(
            JsonObject.builder()
                .put("op", "decision")
                .put("task", number)
                .put("decision", decision == TaskListener.Decision.STOP ? "stop" : "continue")
                .build());
  }

  private TaskOutcome result(JsonObject message) {
    return call.trial().isPresent()
        ? new TaskOutcome.TrialReturned(
            message.get("value").orElse(Json.NULL), message.isTrue("stopped"))
        : new TaskOutcome.Returned(message.object("values").fields());
  }

  private TaskOutcome error(JsonObject message) {
    if (cancelled && message.isTrue("cancelled")) {
      return new TaskOutcome.Cancelled();
    }
    return new TaskOutcome.Failed(failure(message));
  }

  /** The failure that an {@code error} message tells of. */
  public static Failure failure(JsonObject message) {
    return new Failure(
        message.text("type").orElse("error"),
        message.text("message").orElse(""),
        message.text("at").filter(at -> !at.isEmpty()),
        message.text("stack").orElse(""));
  }

  @Override
  public void died(WorkerDeath death) {
    TaskOutcome outcome = death.outcome(number);
    end(cancelled ? new TaskOutcome.Cancelled() : outcome);
  }

  private void end(TaskOutcome outcome) {
    if (ended.compareAndSet(false, true)) {
      lease.release();
      listener.ended(outcome);
    }
  }

  @Override
  public void cancel() {
    if (cancelled || ended.get()) {
      return;
    }
    cancelled = true;
    for (long second = 0; second < GRACE.toSeconds(); second++) {
      after(Duration.ofSeconds(second), () -> lease.worker().interrupt(number));
    }
    after(GRACE, () -> lease.worker().killIfRunning(number));
  }

  /** On a thread of its own: the pool that all of a program share may be full of the program. */
  private static void after(Duration delay, Runnable action) {
    CompletableFuture.delayedExecutor(
            delay.toMillis(),
            TimeUnit.MILLISECONDS,
            task -> Thread.ofPlatform().daemon().name("end of a task").start(task))
        .execute(action);
  }
}
