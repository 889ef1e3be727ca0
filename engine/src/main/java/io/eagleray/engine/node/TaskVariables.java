package io.eagleray.engine.node;

import io.eagleray.spi.NodeWalking;
import java.util.HashMap;
import java.util.Map;

/** The variables that a task has in its environment, besides parameters and secrets. */
public final class TaskVariables {
  private TaskVariables() {}

  /** Those of the nodes around, and the run's id, by Runnable's name too. */
  public static Map<String, String> of(NodeWalking walking) {
    Map<String, String> variables = new HashMap<>();
    variables.put("EAGLERAY_RUN_ID", walking.runId());
    variables.put("RUNNABLE_RUN_ID", walking.runId());
    variables.putAll(walking.variables());
    return variables;
  }
}
