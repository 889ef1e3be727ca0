package io.eagleray.plan;

import io.eagleray.spi.Machine;
import io.eagleray.spi.NodeType;
import io.eagleray.spi.Secrets;
import io.eagleray.spi.Surroundings;
import io.eagleray.spi.TaskRunner;
import io.eagleray.yaml.Given;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * What a pipeline is checked against.
 *
 * @param nodeTypes by name
 * @param commandTypes the known ones
 * @param runners opens the runner of a known command type; asked only for those that are used
 * @param secrets where secrets are found
 * @param surroundings of the pipeline on this machine
 * @param machine that does what no cluster does
 * @param parameters given at the start
 * @param offline whether clusters are left out
 * @param mocked whether steps run nothing, but for those that something stands in for
 * @param workingDirectory where files are looked for that are not beside the pipeline
 */
public record PlanContext(
    Map<String, NodeType> nodeTypes,
    Set<String> commandTypes,
    Function<String, TaskRunner> runners,
    Secrets secrets,
    Surroundings surroundings,
    Machine machine,
    Map<String, Given> parameters,
    boolean offline,
    boolean mocked,
    Path workingDirectory) {
  public PlanContext {
    nodeTypes = Map.copyOf(nodeTypes);
    commandTypes = Set.copyOf(commandTypes);
    parameters = Map.copyOf(parameters);
  }
}
