package io.eagleray.engine;

import io.eagleray.plan.GraphFingerprints;
import io.eagleray.plan.Plan;
import io.eagleray.spi.NodeType;
import io.eagleray.spi.TaskRunner;
import java.util.Map;

/**
 * A checked pipeline, and the runners that checked it and will run it: their workers are warm.
 *
 * @param runners by command type
 */
record LoadedRun(Plan plan, Map<String, NodeType> types, Map<String, TaskRunner> runners)
    implements AutoCloseable {

  /** What decides whether an old run may go on with the pipeline. */
  Map<String, String> fingerprints() {
    return GraphFingerprints.of(plan.pipeline(), types);
  }

  /** Ends the workers. */
  @Override
  public void close() {
    runners.values().forEach(TaskRunner::close);
  }
}
