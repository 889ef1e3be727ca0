package io.eagleray.engine.walk;

import io.eagleray.json.Json;
import io.eagleray.model.Task;
import io.eagleray.problem.Problems;
import io.eagleray.run.StepPath;
import io.eagleray.spi.Catalog;
import io.eagleray.spi.CatalogException;
import io.eagleray.spi.ObjectReferences;
import io.eagleray.spi.Shipment;
import io.eagleray.spi.TaskCall;
import io.eagleray.spi.TaskListener;
import io.eagleray.spi.TaskOutcome;
import io.eagleray.spi.TaskRunner;
import io.eagleray.spi.TaskSignature;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A task runner over a catalog that keeps objects elsewhere: what a task is given is brought before
 * it starts, and what it returns is sent before anybody hears of it.
 */
final class RemoteObjectsRunner implements TaskRunner {
  private final TaskRunner runner;
  private final Catalog catalog;

  RemoteObjectsRunner(TaskRunner runner, Catalog catalog) {
    this.runner = runner;
    this.catalog = catalog;
  }

  @Override
  public RunningTask start(TaskCall call, TaskListener listener) {
    Set<String> given = new HashSet<>();
    call.arguments().values().forEach(value -> given.addAll(ObjectReferences.in(value)));
    call.trial()
        .ifPresent(trial -> {
          given.addAll(ObjectReferences.in(trial.config()));
          trial.checkpoint().ifPresent(value -> given.addAll(ObjectReferences.in(value)));
        });
    try {
      catalog.bring(given);
    } catch (CatalogException e) {
      listener.ended(new TaskOutcome.Failed(Failures.of(e)));
      return () -> {};
    }
    return runner.start(call, new SendingListener(listener, catalog));
  }

  @Override
  public String commandType() {
    return runner.commandType();
  }

  @Override
  public Optional<String> identity(Task task) {
    return runner.identity(task);
  }

  @Override
  public TaskSignature inspect(Task task, Problems problems) {
    return runner.inspect(task, problems);
  }

  @Override
  public TaskSignature inspectElsewhere(Task task, Problems problems) {
    return runner.inspectElsewhere(task, problems);
  }

  @Override
  public void checkReturns(Task task, Problems problems) {
    runner.checkReturns(task, problems);
  }

  @Override
  public Optional<Shipment> shipment(Task task) {
    return runner.shipment(task);
  }

  @Override
  public Map<String, String> misfits(Task task, Map<String, Json> values) {
    return runner.misfits(task, values);
  }

  @Override
  public Optional<String> code(Task task) {
    return runner.code(task);
  }

  @Override
  public Optional<Path> leaves(StepPath step, int attempt) {
    return runner.leaves(step, attempt);
  }

  /** It belongs to the run. */
  @Override
  public void close() {}
}
