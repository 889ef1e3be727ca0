package io.eagleray.engine;

import io.eagleray.plan.Plan;
import io.eagleray.problem.Problem;
import java.util.List;

/**
 * A pipeline that may run.
 *
 * @param warnings what is doubtful about it
 */
public record Checked(Plan plan, List<Problem> warnings) {
  public Checked {
    warnings = List.copyOf(warnings);
  }
}
