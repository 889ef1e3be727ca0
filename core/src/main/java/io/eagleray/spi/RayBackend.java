package io.eagleray.spi;

import io.eagleray.json.JsonObject;
import io.eagleray.model.Resources;
import io.eagleray.model.ray.Address;
import io.eagleray.model.ray.RayNode;
import io.eagleray.run.Failure;
import io.eagleray.run.Value;
import java.util.Map;
import java.util.Optional;

/**
 * Runs Ray nodes in one kind of place: in this process, on a cluster. A plugin point.
 *
 * <p>The three phases may run in three processes, and each may run again after it was cut off: all
 * that one hands to the next is the JSON that the run log holds. Implementations have no state.
 */
public interface RayBackend {
  /** Whether clusters of this address are its own. */
  boolean serves(Address address);

  /**
   * Finds the node's function, as far as that can be done where the pipeline is checked, and tells
   * what about the config or the cluster would keep the node from running.
   */
  TaskSignature check(RayNode node, NodeChecking checking);

  /**
   * What a node holds of this machine while it runs; it starts when that is free.
   *
   * @return empty where its work is done elsewhere
   */
  default Optional<Resources> resources(RayNode node, Machine machine) {
    return Optional.empty();
  }

  /** Settles what is open and submits what is to run; doing it twice submits once. */
  Phase fanOut(RayNode node, NodeWalking walking);

  /** Follows the work until it ends. */
  Phase execution(RayNode node, JsonObject fanOut, NodeWalking walking);

  /**
   * Brings home what the log names, such as objects, and lets go of what the backend holds.
   *
   * <p>Of a search the results are then made of the run log, the same for every backend: the
   * hand-over's fields are added to theirs, and outputs do not count. Without a search the outputs
   * are the node's.
   */
  Phase fanIn(RayNode node, JsonObject fanOut, JsonObject execution, NodeWalking walking);

  /** How a phase ended. */
  sealed interface Phase {
    /** It is done. */
    record Done(JsonObject handOver, Map<String, Value> outputs) implements Phase {
      public Done(JsonObject handOver) {
        this(handOver, Map.of());
      }
    }

    /**
     * It failed, and the node's attempt with it; whether there is another is the node's retry
     * policy's to say, unless {@code retriable} is false. What is wrong with the surroundings may
     * be thrown as {@link io.eagleray.problem.EnvironmentException} instead.
     */
    record Failed(Failure failure, boolean retriable) implements Phase {
      public Failed(Failure failure) {
        this(failure, true);
      }
    }

    /** It was cancelled. */
    record Cancelled() implements Phase {}
  }
}
