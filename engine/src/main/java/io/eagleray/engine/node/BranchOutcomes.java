package io.eagleray.engine.node;

import io.eagleray.run.Failure;
import io.eagleray.run.Value;
import io.eagleray.spi.Cancellation;
import io.eagleray.spi.NodeOutcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * How the branches of a node ended, as the node's own end: it failed where one of them did, by the
 * first of them.
 *
 * @param names of the branches, for messages
 */
record BranchOutcomes(List<String> names, List<NodeOutcome> outcomes) {

  /** Branches that are named by their index. */
  static BranchOutcomes inOrder(List<NodeOutcome> outcomes) {
    return new BranchOutcomes(
        IntStream.range(0, outcomes.size()).mapToObj(Integer::toString).toList(), outcomes);
  }

  /**
   * The node's end.
   *
   * @param whole makes the node's outputs of those of the branches, all of which succeeded
   */
  NodeOutcome end(
      Cancellation cancellation, Function<List<Map<String, Value>>, NodeOutcome> whole) {
    List<Map<String, Value>> outputs = new ArrayList<>(outcomes.size());
    boolean cancelled = cancellation.isRequested();
    int failed = 0;
    int first = -1;
    for (int i = 0; i < outcomes.size(); i++) {
      switch (outcomes.get(i)) {
        case NodeOutcome.Success success -> outputs.add(success.outputs());
        case NodeOutcome.Cancelled other -> cancelled = true;
        case NodeOutcome.Failed other -> {
          failed++;
          first = first < 0 ? i : first;
        }
      }
    }
    if (first >= 0 && !cancellation.isRequested()) {
      return new NodeOutcome.Failed(failure(first, failed));
    }
    return cancelled ? new NodeOutcome.Cancelled() : whole.apply(outputs);
  }

  private Failure failure(int first, int failed) {
    Failure cause = ((NodeOutcome.Failed) outcomes.get(first)).failure();
    String others =
        failed == 1 ? "" : " (and " + (failed - 1) + " more of " + outcomes.size() + " failed)";
    return new Failure(
        cause.type(),
        "branch " + names.get(first) + ": " + cause.message() + others,
        cause.at(),
        cause.stack());
  }
}
