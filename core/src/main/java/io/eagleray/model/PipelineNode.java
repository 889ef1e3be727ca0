package io.eagleray.model;

import io.eagleray.problem.Location;
import java.util.List;

/**
 * Walks the graph of another pipeline.
 *
 * @param file of that pipeline, as it is written
 * @param graph that pipeline's own
 * @param parameters what it is given under other names
 * @param returns what it gives back; empty for all that its steps return
 */
public record PipelineNode(
    String name,
    Location at,
    Links links,
    NodeSettings settings,
    String file,
    Graph graph,
    List<Renaming> parameters,
    List<Renaming> returns)
    implements Node {

  public PipelineNode {
    parameters = List.copyOf(parameters);
    returns = List.copyOf(returns);
  }

  @Override
  public String type() {
    return "pipeline";
  }

  /**
   * A parameter that is called differently in that pipeline and here.
   *
   * @param inside its name there
   * @param outside its name here
   * @param at where that is written
   */
  public record Renaming(String inside, String outside, Location at) {}
}
