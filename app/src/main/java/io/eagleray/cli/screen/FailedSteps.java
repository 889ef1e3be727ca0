package io.eagleray.cli.screen;

import io.eagleray.run.StepStatus;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The steps that failed in a run that failed. There may be more than one: {@code on_failure} takes
 * a run on, until another step fails.
 *
 * @param first before which a retry keeps all steps
 * @param last the one that ended the run; where that has steps inside, the one of these that failed
 */
record FailedSteps(Optional<Step> first, Optional<Step> last) {

  /** The failed ones among all steps of a run. */
  static FailedSteps of(Collection<Step> steps) {
    List<Step> failed = steps.stream().filter(step -> step.status() == StepStatus.FAILED).toList();
    List<Step> around =
        failed.stream()
            .filter(step -> !step.isNested())
            .sorted(Comparator.comparing(step -> step.started().orElse(Instant.MAX)))
            .toList();
    if (around.isEmpty()) {
      return new FailedSteps(Optional.empty(), failed.stream().reduce((one, other) -> other));
    }
    Step end = around.getLast();
    Optional<Step> inside =
        failed.stream()
            .filter(step -> step.path().startsWith(end.path() + "."))
            .reduce((one, other) -> other);
    return new FailedSteps(Optional.of(around.getFirst()), inside.or(() -> Optional.of(end)));
  }

  /** Whether the step that ended the run is the only one, besides those inside it. */
  private boolean isOne() {
    return first.isEmpty()
        || last.filter(step -> (step.path() + ".").startsWith(first.get().path() + "."))
            .isPresent();
  }

  /**
   * The step that a retry is told to start again; none where the links would have to say which of
   * several it is.
   */
  Optional<Step> again() {
    return isOne() ? last : Optional.empty();
  }

  /** Whether a retry leaves a step as it is: it succeeded before the first one failed. */
  boolean isKept(Step step) {
    Instant limit = first.flatMap(Step::started).orElse(Instant.MAX);
    return step.status() == StepStatus.SUCCESS
        && step.ended().filter(ended -> !ended.isAfter(limit)).isPresent();
  }
}
