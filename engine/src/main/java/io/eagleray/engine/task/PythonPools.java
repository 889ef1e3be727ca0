package io.eagleray.engine.task;

import io.eagleray.engine.python.Interpreter;
import io.eagleray.engine.python.Interpreters;
import io.eagleray.engine.python.PythonEnvironments;
import io.eagleray.engine.worker.WorkerPool;
import io.eagleray.engine.worker.WorkerSpec;
import io.eagleray.model.Task;
import io.eagleray.problem.Problems;
import io.eagleray.spi.RunnerContext;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The Python workers of one run: a pool for each interpreter that its steps ask for. Thread-safe.
 */
final class PythonPools implements AutoCloseable {
  private final RunnerContext context;
  private final Map<Path, WorkerPool> pools = new HashMap<>();
  private final Map<Task, Path> interpreters = new HashMap<>();
  private Optional<Interpreter> base = Optional.empty();
  private Optional<Path> program = Optional.empty();

  PythonPools(RunnerContext context) {
    this.context = context;
  }

  /**
   * The workers of a task; its environment is made where it is missing.
   *
   * @return empty where that cannot be done; the problems say why
   * @throws io.eagleray.problem.EnvironmentException if there is no interpreter
   */
  synchronized Optional<WorkerPool> of(Task task, Problems problems) {
    Optional<Path> interpreter = interpreter(task, problems);
    interpreter.ifPresent(found -> interpreters.put(task, found));
    return interpreter.map(this::pool);
  }

  /** Whether a task was inspected, and so has workers here. */
  synchronized boolean isReady(Task task) {
    return interpreters.containsKey(task);
  }

  /** The workers of a task that was inspected. */
  synchronized WorkerPool of(Task task) {
    Path interpreter = interpreters.get(task);
    if (interpreter == null) {
      throw new IllegalStateException("a function that the check did not find: " + task);
    }
    return pool(interpreter);
  }

  /** Workers of the interpreter without any environment, which look at sources only. */
  synchronized WorkerPool plain() {
    return pool(base().executable());
  }

  /** The version of the interpreter, which its environments have too. */
  synchronized String version() {
    return base().version().toString();
  }

  private Interpreter base() {
    if (base.isEmpty()) {
      base = Optional.of(new Interpreters(System.getenv()).find(context.python()));
    }
    return base.get();
  }

  private Optional<Path> interpreter(Task task, Problems problems) {
    Interpreter python = base();
    if (task.environment().isEmpty()) {
      return Optional.of(python.executable());
    }
    // Where there is no such file, the check of the task has said so.
    return CallMessages.requirements(context, task)
        .flatMap(file ->
            new PythonEnvironments(context.state().resolve("environments"), context.progress())
                .interpreter(python, file, task.at(), problems));
  }

  private WorkerPool pool(Path interpreter) {
    return pools.computeIfAbsent(
        interpreter, python -> new WorkerPool(() -> spec(python), context.processes()));
  }

  private WorkerSpec spec(Path interpreter) {
    if (program.isEmpty()) {
      program = Optional.of(PythonProgram.extract(context.state().resolve("cache")));
    }
    return new WorkerSpec(
        "python worker",
        List.of(interpreter.toString(), program.get().toString()),
        Map.of(),
        context.directory(),
        context.logs().resolve("python-worker.log"),
        false,
        WorkerSpec.Interrupt.SIGNAL,
        WorkerSpec.USUAL_ENDING);
  }

  @Override
  public synchronized void close() {
    pools.values().forEach(WorkerPool::close);
    pools.clear();
  }
}
