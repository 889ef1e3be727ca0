package io.eagleray.engine.walk;

import io.eagleray.json.Json;
import io.eagleray.json.JsonObject;
import io.eagleray.spi.Catalog;
import io.eagleray.spi.ObjectReferences;
import io.eagleray.spi.TaskListener;
import io.eagleray.spi.TaskOutcome;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * Sends the objects of a task to the catalog before it tells of them: not on the worker's own
 * thread, and one after the other.
 */
final class SendingListener implements TaskListener {
  private final TaskListener listener;
  private final Catalog catalog;
  private CompletableFuture<Boolean> told = CompletableFuture.completedFuture(true);
  private Optional<RuntimeException> lost = Optional.empty();

  SendingListener(TaskListener listener, Catalog catalog) {
    this.listener = listener;
    this.catalog = catalog;
  }

  @Override
  public void started(long pid) {
    listener.started(pid);
  }

  @Override
  public void reported(
      int step, JsonObject metrics, Optional<Json> checkpoint, Consumer<Decision> decision) {
    Set<String> objects = checkpoint.map(ObjectReferences::in).orElse(Set.of());
    afterSending(
        objects,
        () -> {
          // Nobody hears of a checkpoint that was lost; the task is told to end, and fails.
          if (lost.isEmpty()) {
            listener.reported(step, metrics, checkpoint, decision);
          } else {
            decision.accept(Decision.STOP);
          }
        });
  }

  @Override
  public void warned(String message) {
    listener.warned(message);
  }

  @Override
  public void ended(TaskOutcome outcome) {
    afterSending(
        objects(outcome),
        () ->
            listener.ended(
                lost.<TaskOutcome>map(e -> new TaskOutcome.Failed(Failures.of(e)))
                    .orElse(outcome)));
  }

  private static Set<String> objects(TaskOutcome outcome) {
    return switch (outcome) {
      case TaskOutcome.Returned returned -> {
        Set<String> all = new HashSet<>();
        returned.values().values().forEach(value -> all.addAll(ObjectReferences.in(value)));
        yield all;
      }
      case TaskOutcome.TrialReturned trial -> ObjectReferences.in(trial.value());
      case TaskOutcome.Failed failed -> Set.of();
      case TaskOutcome.Lost gone -> Set.of();
      case TaskOutcome.Cancelled cancelled -> Set.of();
    };
  }

  private synchronized void afterSending(Set<String> objects, Runnable telling) {
    told =
        told.handleAsync(
            (done, error) -> {
              try {
                catalog.send(objects);
              } catch (
                  RuntimeException e) { // whatever it is: who waits for the end must hear of it
                lost = Optional.of(e);
              }
              telling.run();
              return true;
            },
            work -> Thread.ofVirtual().name("objects").start(work));
  }
}
