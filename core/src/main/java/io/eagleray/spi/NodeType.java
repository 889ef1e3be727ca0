package io.eagleray.spi;

import io.eagleray.model.Graph;
import io.eagleray.model.Node;
import io.eagleray.model.Resources;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A kind of node: owns its reading, checking, walking and drawing. A plugin point, for the built-in
 * kinds too.
 *
 * <p>Implementations have no state.
 */
public interface NodeType {
  /** The word under {@code type} in YAML. */
  String name();

  /** Makes the node of what a step's mapping says; every problem is told to the reading. */
  Node read(NodeReading reading);

  /**
   * Checks one node of this kind, without running anything of the user's.
   *
   * @return what it needs and what it gives
   */
  NodeContract check(Node node, NodeChecking checking);

  /** Whether an attempt that was cut off goes on where it was; if not, a new attempt starts. */
  default boolean isReentrant() {
    return false;
  }

  /** Runs one node of this kind; its attempts, its events and what follows are the walk's. */
  NodeOutcome walk(Node node, NodeWalking walking);

  /**
   * The phases of a node of this kind, in their order: each may run in a process of its own, and
   * the log holds all that one hands to the next. None for most kinds.
   */
  default List<String> phases() {
    return List.of();
  }

  /**
   * Runs one of the {@link #phases}; those before it are in the log.
   *
   * @return how the node ended; empty where another phase follows
   */
  default Optional<NodeOutcome> walk(Node node, NodeWalking walking, String phase) {
    throw new UnsupportedOperationException("a node of type " + name() + " has no phases");
  }

  /**
   * What decides whether a changed pipeline may go on with an old run: everything but function
   * bodies, the links and the graphs inside, which are compared by themselves.
   */
  String fingerprint(Node node);

  /**
   * The graphs inside a node, by a name that is unique in it, which is that of the branch where
   * there are several; none but for composite nodes. They count in its fingerprint, and what failed
   * in them, and no {@code on_failure} made good, starts again with the node's next attempt.
   */
  default Map<String, Graph> graphs(Node node) {
    return Map.of();
  }

  /**
   * What differs between two fingerprints of nodes of this type, for a message; none where it
   * cannot be told.
   */
  default List<String> differences(String before, String after) {
    return List.of();
  }

  /**
   * Whether the {@link #graphs} of a node are walked independently of each other, so that what
   * succeeded in one stays when another starts again.
   */
  default boolean hasIndependentBranches() {
    return false;
  }

  /**
   * What decides what a node gives: its parameters, and the files that its tasks leave in the
   * catalog. Then it may be taken from an earlier run, and so may a node around it.
   *
   * @return empty for nodes that do more, or something else: they cannot be cached
   */
  default Optional<CachedWork> cachedWork(Node node) {
    return Optional.empty();
  }

  /**
   * What an attempt of a node holds of this machine while it runs; it starts when that is free.
   *
   * @return empty where it holds nothing itself, such as a node that waits for what is inside it
   */
  default Optional<Resources> resources(Node node, Machine machine) {
    return Optional.empty();
  }

  /** The node in one short line, for drawings: {@code python train.train_model}. */
  String label(Node node);
}
