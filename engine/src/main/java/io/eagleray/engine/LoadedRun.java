package io.eagleray.engine;

import io.eagleray.plan.GraphFingerprints;
import io.eagleray.plan.Plan;
import io.eagleray.spi.NodeType;
import io.eagleray.spi.TaskRunner;
import java.util.ArrayList;
import java.util.List;
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

  /**
   * Ends the workers, those of each runner though another's cannot be ended.
   *
   * @return what went wrong; a run ends as its steps did all the same
   */
  List<String> end() {
    List<String> failures = new ArrayList<>();
    runners.forEach((type, runner) -> {
      try {
        runner.close();
      } catch (RuntimeException | OutOfMemoryError e) { // there may be no thread left for it
        failures.add("what runs " + type + " steps could not be ended: " + e.getMessage());
      }
    });
    return failures;
  }

  /** Ends the workers. */
  @Override
  public void close() {
    List<String> unused = end();
  }
}
