package io.eagleray.engine.ray;

import io.eagleray.json.JsonObject;
import io.eagleray.search.scheduler.Decision;
import io.eagleray.search.study.Study;
import java.util.OptionalLong;

/**
 * Tells a study of reports, in the same way while trials run and when their log is replayed.
 *
 * @param maxSteps the step at which the scheduler says that a trial is complete
 * @param pauses whether the scheduler pauses trials: then it hears of a trial's end alone, not of
 *     its last report
 */
record Reports(Study study, MetricRule rule, OptionalLong maxSteps, boolean pauses) {

  /**
   * What a report comes to.
   *
   * @param isComplete whether the trial has come to its last step
   * @param isEnough whether it has done enough by a stop condition or a stopper
   */
  record Verdict(Decision decision, boolean isComplete, boolean isEnough) {}

  /** Whether a report would come after the last one that may be. */
  boolean isBehindLast(int step) {
    return maxSteps.isPresent() && step > maxSteps.getAsLong();
  }

  /**
   * Takes a report in. A trial that was paused and has no checkpoint of that step makes some of its
   * reports again: they are no news.
   */
  Verdict take(int trial, int step, JsonObject metrics, double[] values) {
    boolean complete = maxSteps.isPresent() && step >= maxSteps.getAsLong();
    boolean bound = rule.isEnough(step, metrics);
    if (step <= study.history().step(trial)) {
      return new Verdict(Decision.CONTINUE, complete, bound);
    }
    if (pauses && (complete || bound)) {
      study.reportLast(trial, step, values);
      return new Verdict(Decision.CONTINUE, complete, bound || study.hasDoneEnough(trial));
    }
    Decision decision = study.report(trial, step, values);
    return new Verdict(decision, complete, bound || study.hasDoneEnough(trial));
  }
}
