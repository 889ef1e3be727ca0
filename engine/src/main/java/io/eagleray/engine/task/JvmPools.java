package io.eagleray.engine.task;

import io.eagleray.engine.java.JavaFunctions;
import io.eagleray.engine.worker.WorkerPool;
import io.eagleray.engine.worker.WorkerSpec;
import io.eagleray.spi.RunnerContext;
import io.eagleray.worker.WorkerCommand;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The Java workers of each run: its Java and its shell steps share them. Thread-safe. */
public final class JvmPools {
  /** The one that the providers of Java and shell steps share, for they are made apart. */
  public static final JvmPools SHARED = new JvmPools();

  /** By the context itself: a run has one, and hashing all that is in it takes its time. */
  private final Map<RunnerContext, WorkerPool> pools = new IdentityHashMap<>();

  private final Map<RunnerContext, Map<String, WorkerPool>> contained = new IdentityHashMap<>();

  /** Those on this machine. */
  public synchronized WorkerPool of(RunnerContext context) {
    return pools.computeIfAbsent(
        context, any -> new WorkerPool(() -> spec(context), context.processes()));
  }

  /** Those in containers of an image. */
  public synchronized WorkerPool of(
      RunnerContext context, ContainedTasks containers, String image) {
    return contained
        .computeIfAbsent(context, any -> new HashMap<>())
        .computeIfAbsent(
            image,
            any -> new WorkerPool(() -> spec(context, containers, image), context.processes()));
  }

  /** Ends all workers of a run. */
  public void close(RunnerContext context) {
    // That takes its time, in which other runs of this process ask for their workers.
    withdrawn(context).forEach(WorkerPool::close);
  }

  private synchronized List<WorkerPool> withdrawn(RunnerContext context) {
    List<WorkerPool> all = new ArrayList<>(contained.getOrDefault(context, Map.of()).values());
    contained.remove(context);
    WorkerPool pool = pools.remove(context);
    if (pool != null) {
      all.add(pool);
    }
    return all;
  }

  private static WorkerSpec spec(RunnerContext context, ContainedTasks containers, String image) {
    WorkerCommand command =
        new WorkerCommand(
            Path.of("/"),
            JavaFunctions.workerClasses(),
            Optional.empty(),
            Optional.empty(),
            List.of());
    return new WorkerSpec(
        "java worker",
        containers.line(image, ContainedTasks.javaFiles(), command.argvInContainer()),
        Map.of(),
        context.directory(),
        context.logs().resolve("java-worker.log"),
        true,
        WorkerSpec.Interrupt.MESSAGE,
        ContainedTasks.ENDING);
  }

  private static WorkerSpec spec(RunnerContext context) {
    JvmStart start = JvmStart.of(context.state());
    WorkerCommand command =
        new WorkerCommand(
            Path.of(System.getProperty("java.home")),
            JavaFunctions.workerClasses(),
            Optional.empty(),
            Optional.of(start.cache()),
            List.of());
    return new WorkerSpec(
        "java worker",
        command.argv(),
        Map.of(),
        context.directory(),
        context.logs().resolve("java-worker.log"),
        true,
        WorkerSpec.Interrupt.MESSAGE,
        start.ending());
  }
}
