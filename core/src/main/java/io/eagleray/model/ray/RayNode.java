package io.eagleray.model.ray;

import io.eagleray.model.Links;
import io.eagleray.model.Node;
import io.eagleray.model.NodeSettings;
import io.eagleray.model.Task;
import io.eagleray.problem.Location;

/**
 * Runs one task as a search, a training run or a job: fan-out, execution, fan-in.
 *
 * @param task the command of {@code ray_job} too, as a shell task, where the config has one
 */
public record RayNode(
    String name, Location at, Links links, Task task, RayConfig config, NodeSettings settings)
    implements Node {
  @Override
  public String type() {
    return "ray";
  }

  /** The same node with another search. */
  public RayNode withTune(Tune tune) {
    return new RayNode(name, at, links, task, config.withTune(tune), settings);
  }
}
