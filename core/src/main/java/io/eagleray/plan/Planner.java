package io.eagleray.plan;

import io.eagleray.model.Pipeline;
import io.eagleray.problem.InvalidInputException;
import io.eagleray.problem.Problems;
import io.eagleray.spi.NodeContract;
import java.util.Map;

/**
 * Checks how the parts of a pipeline fit: links, functions, files, secrets, and that every
 * parameter that a step needs is there. Nothing of the user's is run.
 */
public final class Planner {
  private final PlanContext context;

  public Planner(PlanContext context) {
    this.context = context;
  }

  /**
   * Checks a pipeline.
   *
   * @param problems what is known to be wrong already; all that is found is added
   * @throws InvalidInputException if there are errors, with all of them
   */
  public Plan plan(Pipeline pipeline, Problems problems) {
    PipelineChecking checking = new PipelineChecking(context, pipeline, problems);
    Map<String, NodeContract> contracts = checking.checkPipeline();
    problems.throwIfErrors();
    return new Plan(
        pipeline,
        checking.signatures(),
        checking.code(),
        contracts,
        checking.branches(),
        problems.warnings(),
        problems.notes());
  }
}
