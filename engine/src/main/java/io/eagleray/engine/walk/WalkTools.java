package io.eagleray.engine.walk;

import io.eagleray.engine.cache.EarlierSteps;
import io.eagleray.model.Graph;
import io.eagleray.model.Node;
import io.eagleray.model.Task;
import io.eagleray.spi.Catalog;
import io.eagleray.spi.Machine;
import io.eagleray.spi.NodeType;
import io.eagleray.spi.Secrets;
import io.eagleray.spi.Surroundings;
import io.eagleray.spi.TaskRunner;
import io.eagleray.spi.TaskSignature;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ScheduledExecutorService;
import java.util.random.RandomGenerator;

/**
 * What a walk works with; the same for every step.
 *
 * @param types by the word under {@code type}
 * @param runners by the word under {@code command_type}
 * @param signatures what the check found of each task
 * @param branches what the steps of each graph inside a node may set, by the graph itself
 * @param logs the folder of the run's logs
 * @param folder beside which the pipeline's relative paths are looked for first
 * @param directory where tasks run
 * @param surroundings of the pipeline on this machine
 * @param timer for time-outs
 * @param random for the jitter of retries and for seeds
 * @param budget what the steps of the run share of this machine
 * @param earlier what earlier runs have of the steps
 */
public record WalkTools(
    String runId,
    Map<String, NodeType> types,
    Map<String, TaskRunner> runners,
    Map<Task, TaskSignature> signatures,
    Map<Graph, Set<String>> branches,
    Catalog catalog,
    Secrets secrets,
    Path logs,
    Path folder,
    Path directory,
    Surroundings surroundings,
    Clock clock,
    ScheduledExecutorService timer,
    RandomGenerator random,
    Machine machine,
    ResourceBudget budget,
    EarlierSteps earlier) {

  /** The type of a node. */
  public NodeType type(Node node) {
    NodeType type = types.get(node.type());
    if (type == null) {
      throw new IllegalStateException("a node type that the check did not see: " + node.type());
    }
    return type;
  }
}
