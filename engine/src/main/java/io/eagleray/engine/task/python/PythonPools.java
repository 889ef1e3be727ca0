package io.eagleray.engine.task.python;

import io.eagleray.engine.python.Interpreter;
import io.eagleray.engine.python.Interpreters;
import io.eagleray.engine.python.PythonEnvironments;
import io.eagleray.engine.task.CallMessages;
import io.eagleray.engine.task.ContainedTasks;
import io.eagleray.engine.task.NumberedFunctions;
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
 * The Python workers of one run: a pool for each interpreter that its steps ask for, or each image
 * where they run in containers. Thread-safe.
 */
final class PythonPools implements AutoCloseable {
  private static final String IN_CONTAINERS = "python3";

  private final RunnerContext context;
  private final Optional<ContainedTasks> contained;
  private final Map<Place, WorkerPool> pools = new HashMap<>();
  private final Map<Task, Place> places = new HashMap<>();
  private final NumberedFunctions<PythonCallee> functions = new NumberedFunctions<>();
  private Optional<Interpreter> base = Optional.empty();
  private Optional<Path> laid = Optional.empty();

  /**
   * Where a worker runs.
   *
   * @param program the interpreter
   * @param image of the container; empty for a process on this machine
   */
  private record Place(String program, Optional<String> image) {
    static Place here(Path interpreter) {
      return new Place(interpreter.toString(), Optional.empty());
    }

    static Place inside(String image) {
      return new Place(IN_CONTAINERS, Optional.of(image));
    }
  }

  PythonPools(RunnerContext context) {
    this.context = context;
    this.contained = ContainedTasks.of(context);
  }

  /**
   * The workers of a task; its environment is made where it is missing.
   *
   * @return empty where that cannot be done; the problems say why
   * @throws io.eagleray.problem.EnvironmentException if there is no interpreter
   */
  synchronized Optional<WorkerPool> of(Task task, Problems problems) {
    Optional<Place> place =
        contained.isPresent()
            ? place(contained.get(), task, problems)
            : interpreter(task, problems).map(Place::here);
    place.ifPresent(found -> places.put(task, found));
    return place.map(this::pool);
  }

  /** Whether a task was inspected, and so has workers here. */
  synchronized boolean isReady(Task task) {
    return places.containsKey(task);
  }

  /** The workers of a task that was inspected. */
  synchronized WorkerPool of(Task task) {
    Place place = places.get(task);
    if (place == null) {
      throw new IllegalStateException("a function that the check did not find: " + task);
    }
    return pool(place);
  }

  /** The functions that the workers are told of. */
  NumberedFunctions<PythonCallee> functions() {
    return functions;
  }

  /** Workers of the interpreter without any environment, which look at sources only. */
  synchronized WorkerPool plain() {
    return pool(Place.here(base().executable()));
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

  private static Optional<Place> place(ContainedTasks containers, Task task, Problems problems) {
    if (task.environment().isPresent()) {
      problems.error(
          task.at(),
          "an environment is not made in a container, whose image has the packages; leave it out, or"
              + " name another image under overrides");
    }
    return containers.check(task, problems)
        ? Optional.of(Place.inside(containers.image(task)))
        : Optional.empty();
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

  private WorkerPool pool(Place place) {
    return pools.computeIfAbsent(
        place, any -> new WorkerPool(() -> spec(place), context.processes()));
  }

  private WorkerSpec spec(Place place) {
    List<String> command = List.of(place.program(), program(place).toString());
    return new WorkerSpec(
        "python worker",
        place
            .image()
            .map(image -> contained.orElseThrow().line(image, List.of(), command))
            .orElse(command),
        Map.of(),
        context.directory(),
        context.logs().resolve("python-worker.log"),
        false,
        WorkerSpec.Interrupt.SIGNAL,
        place.image().isPresent() ? ContainedTasks.ENDING : WorkerSpec.USUAL_ENDING);
  }

  /** The worker's first file. A container sees the one in the state folder only. */
  private Path program(Place place) {
    Optional<Path> brought = place.image().isEmpty() ? PythonProgram.brought() : Optional.empty();
    return brought.orElseGet(this::laid);
  }

  private synchronized Path laid() {
    if (laid.isEmpty()) {
      laid = Optional.of(PythonProgram.extract(context.state().resolve("cache")));
    }
    return laid.get();
  }

  @Override
  public synchronized void close() {
    pools.values().forEach(WorkerPool::close);
    pools.clear();
  }
}
