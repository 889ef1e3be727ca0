package io.eagleray.engine.walk;

import io.eagleray.run.RunEvent;
import io.eagleray.run.StepState;
import io.eagleray.run.StepStatus;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Which steps start again when a run, or a node with steps inside, is tried again. */
public final class StepResets {
  private final List<StepState> steps;

  /**
   * @param steps all steps of the run, or of a node in it
   */
  public StepResets(List<StepState> steps) {
    this.steps = steps;
  }

  /**
   * The first step that failed, all that started after it, and the nodes around these; what
   * succeeded before stays.
   *
   * @param also steps that start again as if they had failed
   */
  public List<RunEvent> events(Predicate<StepState> also) {
    Set<String> holdAFailure =
        around(steps.stream().filter(step -> step.status() == StepStatus.FAILED));
    long from =
        steps.stream()
            .filter(step -> step.status() == StepStatus.FAILED || also.test(step))
            .filter(step -> !holdAFailure.contains(step.path().text()))
            .mapToLong(StepState::order)
            .min()
            .orElse(Long.MAX_VALUE);
    Set<String> holdAReset = around(steps.stream().filter(step -> step.order() >= from));
    return steps.stream()
        .filter(step -> step.order() >= from || holdAReset.contains(step.path().text()))
        .map(step -> (RunEvent) new RunEvent.StepReset(step.path(), step.attempt()))
        .toList();
  }

  /** The paths of all nodes and branches around some steps. */
  private static Set<String> around(Stream<StepState> steps) {
    Set<String> paths = new HashSet<>();
    steps.forEach(step -> {
      String path = step.path().text();
      for (int dot = path.indexOf('.'); dot >= 0; dot = path.indexOf('.', dot + 1)) {
        paths.add(path.substring(0, dot));
      }
    });
    return paths;
  }
}
