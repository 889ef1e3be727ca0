package io.eagleray.spi;

import io.eagleray.json.Json;
import io.eagleray.model.Task;
import io.eagleray.problem.Problems;
import io.eagleray.run.StepPath;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** Runs commands of one type. A plugin point: found by {@link #commandType}. Thread-safe. */
public interface TaskRunner extends AutoCloseable {
  /** The word under {@code command_type}. */
  String commandType();

  /**
   * Finds the function without running it, and tells what is wrong.
   *
   * @return its signature; {@link TaskSignature#OPEN} where there are problems
   */
  TaskSignature inspect(Task task, Problems problems);

  /**
   * The same for a task that runs on another machine: what only that one can tell is not asked for
   * here.
   */
  default TaskSignature inspectElsewhere(Task task, Problems problems) {
    return inspect(task, problems);
  }

  /**
   * Tells of returns that no task of this type can give. Not asked for the function of a search:
   * what that returns are a trial's metrics, whatever the node's result is called.
   */
  default void checkReturns(Task task, Problems problems) {}

  /**
   * What must travel to run a task on another machine.
   *
   * @return empty where tasks of this type run on this machine only, or where {@link #inspect} has
   *     not found this one
   */
  default Optional<Shipment> shipment(Task task) {
    return Optional.empty();
  }

  /**
   * Which values cannot become the argument of their name, by its declared type. Only what is
   * certain, and without running anything of the user's.
   *
   * @param task one that was inspected
   * @param values JSON, by the names of arguments
   * @return by name what is wrong, to be read right behind the name: {@code [2] must be int, but is
   *     the text "abc"}
   */
  default Map<String, String> misfits(Task task, Map<String, Json> values) {
    return Map.of();
  }

  /**
   * A hash of the code that a task runs, as it is now, and of what that code runs with, as far as
   * both can be told without running anything of the user's. The command's own text is no part of
   * it.
   *
   * @param task one that was inspected, or will be
   * @return empty where it cannot be told
   */
  default Optional<String> code(Task task) {
    return Optional.empty();
  }

  /**
   * Of what kind of task {@link #code} is not told, and what its user can write instead: the end of
   * a sentence.
   */
  default String withoutCode() {
    return "a "
        + commandType()
        + " task; write key: [inputs], and another command when it does something else";
  }

  /**
   * What the command stands for, where its text alone does not tell it: it always counts for a step
   * to be taken from an earlier run.
   *
   * @param task one that was inspected
   * @return empty where the text tells it
   */
  default Optional<String> identity(Task task) {
    return Optional.empty();
  }

  /**
   * The folder in which the call of a step leaves files for the run's catalog, whatever becomes of
   * the call; they go there by their names in it.
   *
   * @return empty where tasks of this type leave none
   */
  default Optional<Path> leaves(StepPath step, int attempt) {
    return Optional.empty();
  }

  /**
   * Starts a task; returns at once, or when a worker is free. The listener hears of everything
   * else, of the end exactly once.
   */
  RunningTask start(TaskCall call, TaskListener listener);

  /** Ends all that was started. */
  @Override
  void close();

  /** A task that was started. */
  interface RunningTask {
    /** How long a task has between being asked to end and being ended. */
    Duration GRACE = Duration.ofSeconds(5);

    /**
     * Asks the task to end: an interrupt, {@link #GRACE}, then its worker is killed; a function of
     * this process, which nothing can kill, is left behind. The listener hears of the end.
     */
    void cancel();
  }
}
