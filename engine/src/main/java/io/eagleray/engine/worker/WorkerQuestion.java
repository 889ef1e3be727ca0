package io.eagleray.engine.worker;

import io.eagleray.json.JsonObject;
import io.eagleray.worker.redact.Redactor;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Asks a worker something before a run: a function's signature, a file's syntax. */
public final class WorkerQuestion {
  private WorkerQuestion() {}

  /**
   * The worker's answer.
   *
   * @param message without the task's number
   * @param hidden what must stand in no log, and in no error
   * @param limit after which the worker is killed
   * @return empty where the worker died or took too long
   */
  public static Optional<JsonObject> ask(
      WorkerPool pool, JsonObject message, Set<String> hidden, Duration limit) {
    Redactor redactor = Redactor.of(hidden);
    WorkerPool.Lease lease = pool.lease(false);
    long number = lease.worker().nextTask();
    CompletableFuture<JsonObject> answer = new CompletableFuture<>();
    lease.worker().hide(hidden);
    lease.worker().output().begin(number, lease.worker().spec().log(), redactor::over);
    lease
        .worker()
        .run(
            number,
            WorkerRun.whole(message),
            new WorkerTask() {
              @Override
              public void message(JsonObject told) {
                boolean isError = told.text("op").orElse("").equals("error");
                answer.complete(isError ? new SecretFree(redactor).message(told) : told);
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
