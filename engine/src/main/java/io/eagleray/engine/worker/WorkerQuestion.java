package io.eagleray.engine.worker;

import io.eagleray.json.Json;
import io.eagleray.json.JsonObject;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.UnaryOperator;

/** Asks a worker something before a run: a function's signature, a file's syntax. */
public final class WorkerQuestion {
  private WorkerQuestion() {}

  /**
   * The worker's answer.
   *
   * @param message without the task's number
   * @param limit after which the worker is killed
   * @return empty where the worker died or took too long
   */
  public static Optional<JsonObject> ask(WorkerPool pool, JsonObject message, Duration limit) {
    WorkerPool.Lease lease = pool.lease(false);
    long number = lease.worker().nextTask();
    CompletableFuture<JsonObject> answer = new CompletableFuture<>();
    lease.worker().output().begin(number, lease.worker().spec().log(), UnaryOperator.identity());
    lease
        .worker()
        .run(
            number,
            message.with("task", Json.of(number)),
            new WorkerTask() {
              @Override
              public void message(JsonObject told) {
                answer.complete(told);
              }

              @Override
              public void died(WorkerDeath death) {
                answer.cancel(false);
              }
            });
    try {
      return Optional.of(answer.get(limit.toMillis(), TimeUnit.MILLISECONDS));
    } catch (TimeoutException | ExecutionException | java.util.concurrent.CancellationException e) {
      lease.worker().kill();
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    } finally {
      lease.release();
    }
  }
}
