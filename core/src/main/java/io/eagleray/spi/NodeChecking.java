package io.eagleray.spi;

import io.eagleray.json.Json;
import io.eagleray.model.Graph;
import io.eagleray.model.Task;
import io.eagleray.problem.Problems;
import java.nio.file.Path;
import java.util.Optional;

/** What a node has at hand while it is checked. */
public interface NodeChecking {
  Problems problems();

  /** The pipeline's own graph: what goes into a node, and where it comes out. */
  Graph graph();

  /**
   * Finds the task's function, secrets and files, and tells what is wrong with them.
   *
   * @return the function's signature; open where there are problems
   */
  TaskSignature inspect(Task task);

  /**
   * The same for a task that runs on another machine: what only that one can tell is not asked for
   * here, such as whether a module can be imported, or a secret found.
   */
  TaskSignature inspectElsewhere(Task task);

  /** Tells of returns that the task cannot give. */
  void checkReturns(Task task);

  /**
   * What must travel to run a task on another machine.
   *
   * @return empty where its type cannot travel, or where {@link #inspect} found problems
   */
  Optional<Shipment> shipment(Task task);

  /** Where a secret is found: {@code the environment}; empty where it is not. */
  Optional<String> secretPlace(String name);

  /** Beside which the pipeline's relative paths are looked for first; absolute. */
  Path folder();

  /** The working directory: where they are looked for next, and where tasks run; absolute. */
  Path directory();

  Surroundings surroundings();

  /** The machine that does what no cluster does. */
  Machine machine();

  /** Whether clusters are left alone. */
  boolean isOffline();

  /**
   * Whether steps run nothing, but for those that something stands in for: a name that they would
   * return may be missing without being misspelt.
   */
  default boolean isMocked() {
    return false;
  }

  /** The value of a parameter that is given at the start. */
  Optional<Json> initialParameter(String name);

  /** Checks a graph inside this node. */
  NodeContract check(Graph graph);
}
