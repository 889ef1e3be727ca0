package io.eagleray.targets.ray;

import io.eagleray.model.ray.RayNode;
import io.eagleray.spi.NodeWalking;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The command that a job runs on the cluster.
 *
 * <p>The parameters are those that a Ray worker is called with in the plan of the Ray node, so that
 * {@code ray job list} tells a reader what runs. What the driver goes by is its spec.
 */
final class EntryPoint {
  private EntryPoint() {}

  static String command(RayNode node, NodeWalking walking) {
    Map<String, String> options = new LinkedHashMap<>();
    options.put("run-id", walking.runId());
    options.put("step-name", walking.path().text());
    options.put("pipeline-file", String.valueOf(walking.pipeline().getFileName()));
    options.put("ray-config-file", node.config().at().file());
    options.put("configuration-file", "");
    options.put("map-variable", "{}");
    options.put("tag", walking.tag().orElse(""));
    options.put("parameters-file", "");
    StringBuilder command = new StringBuilder("python -m eagleray.cluster execute-ray-node");
    options.forEach(
        // As one word, since a value may begin like an option.
        (name, value) -> command.append(" --").append(name).append('=').append(quoted(value)));
    return command.toString();
  }

  /** As one word of a shell. */
  private static String quoted(String text) {
    return "'" + text.replace("'", "'\\''") + "'";
  }
}
