package io.eagleray.spi;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/** The variables that a task has in its environment, besides parameters and secrets. */
public final class TaskVariables {
  private TaskVariables() {}

  /** Those of the nodes around, and the run's id, by Runnable's name too; sorted by name. */
  public static SortedMap<String, String> of(NodeWalking walking) {
    SortedMap<String, String> variables = new TreeMap<>();
    variables.put("EAGLERAY_RUN_ID", walking.runId());
    variables.put("RUNNABLE_RUN_ID", walking.runId());
    variables.putAll(walking.variables());
    return Collections.unmodifiableSortedMap(variables);
  }
}
