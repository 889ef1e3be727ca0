package io.eagleray.worker.task;

import io.eagleray.worker.json.Fields;
import io.eagleray.worker.json.JsonException;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** All tasks of a worker. There is one in a process, since it takes the process's output over. */
public final class Tasks {
  private static final AtomicInteger THREADS = new AtomicInteger();

  private final Replies replies;
  private final ExecutorService threads;
  private final TaskKinds kinds;
  private final Map<Long, TaskRun> running = new ConcurrentHashMap<>();
  private final Consumer<Collection<String>> secrets;
  private final Map<Long, TaskFunction> functions = new HashMap<>();

  /** Takes over {@code System.out} and {@code System.err}. */
  public Tasks(Replies replies) {
    this.replies = replies;
    // Threads are used again for later tasks, and end after a minute without any.
    this.threads = Executors.newCachedThreadPool(Tasks::thread);
    this.kinds = new TaskKinds(new UserClasses(), threads, new LogPusher());
    System.setProperty(PlainPoolThreads.PROPERTY, PlainPoolThreads.class.getName());
    this.secrets = OutputRouter.install(this::only);
  }

  private static Thread thread(Runnable tasks) {
    return Thread.ofPlatform()
        .daemon()
        .name("task-" + THREADS.incrementAndGet())
        .inheritInheritableThreadLocals(false)
        .unstarted(tasks);
  }

  /** Starts the task of a message {@code run}; what is wrong with it is its answer. */
  public void start(Fields message) {
    TaskRun task;
    try {
      RunMessage run = RunMessage.of(message, function(message));
      if (!run.blotted().isEmpty()) {
        secrets.accept(run.blotted());
      }
      task = new TaskRun(run, replies, ended -> running.remove(ended.message().task()), kinds);
    } catch (JsonException | java.nio.file.InvalidPathException e) {
      Map<String, @Nullable Object> answer = new LinkedHashMap<>();
      answer.put("op", "error");
      answer.put("task", message.number("task"));
      answer.putAll(ErrorReport.of(e, List.of(), false));
      replies.send(answer);
      return;
    }
    running.put(task.message().task(), task);
    threads.execute(task);
  }

  /** Keeps what the tasks of a function have in common, for their messages. */
  public void define(Fields message) {
    functions.put(message.number("function"), TaskFunction.of(message));
  }

  /** The function that the message names, or that it tells of itself. */
  private TaskFunction function(Fields message) {
    long number = message.number("function", 0);
    if (number == 0) {
      return TaskFunction.of(message);
    }
    TaskFunction function = functions.get(number);
    if (function == null) {
      throw new JsonException("there is no function " + number);
    }
    return function;
  }

  /** Hands on a decision; one for a task that has ended means nothing. */
  public void decide(Fields message) {
    String decision = message.text("decision");
    if (!decision.equals("continue") && !decision.equals("stop")) {
      throw new JsonException("\"decision\" must be continue or stop, not " + decision);
    }
    Optional.ofNullable(running.get(message.number("task")))
        .ifPresent(task -> task.decide(decision.equals("continue")));
  }

  /** Cancels a task; one that has ended means nothing. */
  public void cancel(Fields message) {
    Optional.ofNullable(running.get(message.number("task"))).ifPresent(TaskRun::cancel);
  }

  /** Whether no task runs. */
  public boolean isIdle() {
    return running.isEmpty();
  }

  private Optional<TaskRun> only() {
    List<TaskRun> all = List.copyOf(running.values());
    return all.size() == 1 ? Optional.of(all.get(0)) : Optional.empty();
  }
}
