package io.eagleray.engine.worker;

import io.eagleray.engine.process.OutputPump;
import io.eagleray.engine.process.ProcessIdentity;
import io.eagleray.engine.process.ProcessTree;
import io.eagleray.engine.process.Signal;
import io.eagleray.json.Json;
import io.eagleray.json.JsonException;
import io.eagleray.json.JsonObject;
import io.eagleray.problem.EnvironmentException;
import io.eagleray.problem.Exhausted;
import io.eagleray.spi.RunnerContext.ProcessListener;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * A worker process: its pipes, and the tasks that are in it. Thread-safe.
 *
 * <p>A thread of its own reads what the worker says; when the pipe ends, every task that is still
 * in it hears how. A worker that breaks the protocol is killed.
 */
final class WorkerProcess {
  /** How a worker tells that a task's code ends the process. */
  private static final String EXIT_ERROR = "ExitError";

  /** How it tells that it can run tasks. */
  private static final String READY = "ready";

  private static final Duration EXIT_LIMIT = Duration.ofSeconds(5);

  private final WorkerSpec spec;
  private final Process process;
  private final ProcessIdentity identity;
  private final HiddenSecrets secrets = new HiddenSecrets();
  private final OutputPump output;
  private final OutputStream input;
  private final ProcessListener listener;
  private final Runnable up;
  private final Map<Long, WorkerTask> tasks = new ConcurrentHashMap<>();
  private final AtomicLong lastTask = new AtomicLong();
  private final Set<Long> functions = new HashSet<>();

  /** Held while a signal is on its way: a task that starts meanwhile would get it. */
  private final Object signals = new Object();

  private volatile long killedFor;
  private volatile Optional<String> unheard = Optional.empty();
  private final CountDownLatch told = new CountDownLatch(1);
  private volatile boolean ready;
  private volatile boolean dead;

  private WorkerProcess(WorkerSpec spec, Process process, ProcessListener listener, Runnable up) {
    this.spec = spec;
    this.process = process;
    this.listener = listener;
    this.up = up;
    this.identity =
        ProcessIdentity.of(process.toHandle())
            .orElseGet(() -> new ProcessIdentity(process.pid(), Instant.EPOCH));
    this.input = process.getOutputStream();
    this.output =
        OutputPump.start(spec.what(), process.getErrorStream(), spec.log(), secrets::over);
  }

  /**
   * Starts a worker and tells the listener before it is given anything.
   *
   * @param up called when the worker can run tasks
   * @throws EnvironmentException if the command cannot be started
   */
  static WorkerProcess start(WorkerSpec spec, ProcessListener listener, Runnable up) {
    ProcessBuilder builder =
        new ProcessBuilder(spec.command()).directory(spec.directory().toFile());
    builder.environment().putAll(spec.environment());
    Process process;
    try {
      process = builder.start();
    } catch (IOException e) {
      throw new EnvironmentException("cannot start a " + spec.what() + ": " + e.getMessage(), e);
    }
    WorkerProcess worker = new WorkerProcess(spec, process, listener, up);
    listener.started(process.pid(), worker.identity.started(), spec.what());
    Thread.ofPlatform()
        .daemon()
        .name(spec.what() + "-messages")
        .start(() -> {
          worker.read();
          worker.told.countDown();
        });
    return worker;
  }

  long pid() {
    return process.pid();
  }

  WorkerSpec spec() {
    return spec;
  }

  /** From now on these stand in no log of its own either. */
  void hide(Collection<String> values) {
    secrets.add(values);
  }

  OutputPump output() {
    return output;
  }

  boolean isAlive() {
    return !dead && process.isAlive();
  }

  /** Whether it lives, and has not yet told that it can run tasks. */
  boolean isStarting() {
    return !ready && isAlive();
  }

  /** A number for a task that is to be {@link #run}. */
  long nextTask() {
    return lastTask.incrementAndGet();
  }

  /** How many tasks it was given in its life. */
  long taskCount() {
    return lastTask.get();
  }

  /** Gives the worker a task. If it is dead already the task hears of that. */
  void run(long task, WorkerRun run, WorkerTask handler) {
    tasks.put(task, handler);
    synchronized (input) {
      // In one order for all: a function before its tasks.
      run.function()
          .filter(function -> functions.add(function.number()))
          .ifPresent(function -> send(function.definition()));
      send(run.message(task));
    }
    if (dead && tasks.remove(task) != null) {
      handler.died(new WorkerDeath(exitCode(), 2, killedFor, unheard));
    }
  }

  /** Sends a message; a worker that does not read any more will be seen to die. */
  void send(JsonObject message) {
    byte[] line = (message.text() + "\n").getBytes(StandardCharsets.UTF_8);
    synchronized (input) {
      try {
        input.write(line);
        input.flush();
      } catch (IOException ended) {
        // The reading thread sees the end of the worker, and tells its tasks.
      }
    }
  }

  /** Asks a task to end. */
  void interrupt(long task) {
    if (!tasks.containsKey(task)) {
      return;
    }
    send(JsonObject.builder().put("op", "cancel").put("task", task).build());
    if (spec.interrupt() == WorkerSpec.Interrupt.SIGNAL) {
      signal(task);
    }
  }

  /** A task that the message alone has ended is told of after the signal, not before. */
  private void signal(long task) {
    synchronized (signals) {
      if (tasks.containsKey(task)) {
        Signal.INT.toProcess(process.pid());
      }
    }
  }

  private @Nullable WorkerTask removed(long task) {
    synchronized (signals) {
      return tasks.remove(task);
    }
  }

  /** Kills the worker if the task is still in it. */
  void killIfRunning(long task) {
    if (tasks.containsKey(task)) {
      killedFor = task;
      kill();
    }
  }

  /** Kills the worker and all that it started. */
  void kill() {
    new ProcessTree(identity).kill(EXIT_LIMIT);
  }

  /** Lets an idle worker end by itself, and kills it if it does not. */
  void close() {
    synchronized (input) {
      try {
        input.close();
      } catch (IOException ended) {
        // It has ended.
      }
    }
    if (!waitFor(spec.ending())) {
      kill();
      waitFor(EXIT_LIMIT);
    }
    awaitTold();
  }

  /**
   * Everybody has heard of the end when this returns: who closes the log next leaves no process in
   * it.
   */
  private void awaitTold() {
    try {
      told.await(EXIT_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean waitFor(Duration limit) {
    try {
      return process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private void read() {
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8), 1 << 16)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        take(line);
      }
    } catch (IOException | JsonException e) {
      kill();
    } catch (OutOfMemoryError e) {
      // Its tasks hear of it: nobody else would tell them that they are not at fault.
      unheard = Optional.of("what a task says cannot be taken in: " + Exhausted.words(e));
      kill();
    } finally {
      ended();
    }
  }

  private void take(String line) {
    if (!(Json.parse(line) instanceof JsonObject message)) {
      throw new JsonException("not a message: " + line);
    }
    if (message.text("op").filter(READY::equals).isPresent()) {
      ready = true;
      up.run();
      return;
    }
    long number = message.integer("task").orElse(0);
    if (message.text("type").filter(EXIT_ERROR::equals).isPresent()) {
      killedFor = number; // The worker ends now, and the other tasks in it are not at fault.
    }
    boolean last = !"report".equals(message.text("op").orElse(""));
    WorkerTask task = last ? removed(number) : tasks.get(number);
    if (task != null) {
      task.message(message);
    }
  }

  private void ended() {
    if (!waitFor(EXIT_LIMIT)) {
      kill();
      waitFor(EXIT_LIMIT);
    }
    dead = true;
    listener.ended(process.pid(), identity.started());
    List<Long> left = List.copyOf(tasks.keySet());
    for (long number : left) {
      WorkerTask task = tasks.remove(number);
      if (task != null) {
        task.died(new WorkerDeath(exitCode(), left.size(), killedFor, unheard));
      }
    }
  }

  private int exitCode() {
    return process.isAlive() ? -1 : process.exitValue();
  }
}
