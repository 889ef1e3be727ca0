package io.eagleray.spi;

import io.eagleray.model.Graph;
import io.eagleray.model.Resources;
import io.eagleray.model.Task;
import io.eagleray.run.Event;
import io.eagleray.run.RunEvent;
import io.eagleray.run.RunState;
import io.eagleray.run.StepPath;
import io.eagleray.run.Value;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.IntFunction;

/** What a node has at hand while it runs. */
public interface NodeWalking {
  String runId();

  /** The run's universal id, from which what is made elsewhere for it is named. */
  default String uuid() {
    return read(state -> state.created().uuid());
  }

  /** The word that the user gave the run to find it by. */
  default Optional<String> tag() {
    return read(state -> state.created().tag());
  }

  /** The pipeline's file; absolute. */
  default Path pipeline() {
    return read(state -> Path.of(state.created().root()).resolve(state.created().pipelineFile()));
  }

  StepPath path();

  /** From 1. */
  int attempt();

  /** The parameters in scope. */
  Map<String, Value> parameters();

  /** Variables of the environment that the nodes around set for tasks, by name. */
  default Map<String, String> variables() {
    return Map.of();
  }

  /**
   * Looks at the run's state, for phases that go on where they were. The state must not leave the
   * function.
   */
  <T> T read(Function<RunState, T> look);

  /** Tells every event of the run so far, in the order in which they were appended. */
  void replay(Consumer<Event> events);

  /** Makes events durable; the effects that they tell of may follow. */
  void append(List<RunEvent> events);

  /** Adds a warning about this step to the run's log: its path, and the text. */
  default void warn(String text) {
    append(List.of(new RunEvent.Warned(path() + ": " + text)));
  }

  /** Warns, unless the run's log says so already, as it does where a step goes on. */
  default void warnOnce(String text) {
    RunEvent.Warned warned = new RunEvent.Warned(path() + ": " + text);
    if (!read(state -> state.warnings().contains(warned.message()))) {
      append(List.of(warned));
    }
  }

  /** The values of secrets, by name. */
  Map<String, String> secrets(List<String> names);

  /** Where a secret is found: {@code the environment}; empty where it is not. */
  Optional<String> secretPlace(String name);

  TaskRunner runner(Task task);

  TaskSignature signature(Task task);

  Catalog catalog();

  /** Where the output of this attempt goes. */
  Path log();

  /** The machine that does what no cluster does. */
  Machine machine();

  /**
   * A random number, for what has to be different each time; it must be recorded before it is used.
   */
  long randomSeed();

  Surroundings surroundings();

  /** Beside which the pipeline's relative paths are looked for first; absolute. */
  Path folder();

  /** The working directory: where they are looked for next, and where tasks run; absolute. */
  Path directory();

  Clock clock();

  /** Ends when the run is cancelled or the attempt's time is up. */
  Cancellation cancellation();

  /**
   * Walks a graph inside this node.
   *
   * @param branch the name of the branch in paths
   * @param parameters set for the branch, over those in scope
   * @return how it ended; of a success the outputs are all parameters that its steps set
   */
  default NodeOutcome walk(Graph graph, String branch, Map<String, Value> parameters) {
    return walk(graph, branch, parameters, Map.of());
  }

  /**
   * Walks a graph inside this node.
   *
   * @param variables of the environment, set for the tasks in it besides those of the nodes around
   */
  NodeOutcome walk(
      Graph graph, String branch, Map<String, Value> parameters, Map<String, String> variables);

  /**
   * Walks branches at the same time, each on a thread of its own that costs little while it waits.
   *
   * @return how each ended, in their order; one that was not begun counts as cancelled
   */
  List<NodeOutcome> walk(Branches branches);

  /** The parameters that the steps of a graph inside this node may set. */
  Set<String> gives(Graph graph);

  /**
   * Holds so much of this machine, waiting until it is free.
   *
   * @return empty where the walk was cancelled meanwhile
   */
  Optional<Hold> hold(Resources resources);

  /**
   * Asks for more of this machine than the node holds, without waiting for it. Where nothing of
   * this machine is shared it is there at once.
   *
   * @param granted called once it is held, on any thread, maybe before this returns; must return
   *     quickly
   * @return what is asked for, then held, until it is closed
   */
  default Hold ask(Resources resources, Runnable granted) {
    granted.run();
    return () -> {};
  }

  /** Something of this machine that is held until it is closed. */
  interface Hold extends AutoCloseable {
    @Override
    void close();
  }

  /**
   * Branches that are walked at the same time.
   *
   * @param branch makes the branch of an index, from 0; called once for each
   * @param most how many are under way at once at most
   * @param failFast whether the first failure cancels the others
   */
  record Branches(int count, IntFunction<Branch> branch, int most, boolean failFast) {}

  /**
   * A branch.
   *
   * @param name in paths
   * @param parameters set for it, over those in scope
   */
  record Branch(String name, Graph graph, Map<String, Value> parameters) {
    public Branch {
      parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
    }
  }
}
