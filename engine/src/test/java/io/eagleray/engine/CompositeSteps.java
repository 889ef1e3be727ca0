package io.eagleray.engine;

import io.eagleray.run.RunState;
import io.eagleray.run.StepPath;
import io.eagleray.run.StepState;
import java.util.Set;
import java.util.stream.Collectors;

/** Pieces of pipelines with composite steps, and what became of their steps. */
final class CompositeSteps {
  private CompositeSteps() {}

  /** A map over {@code on} with one step in its branch. */
  static String map(String on, String as, String step, String more) {
    return """
    dag:
      steps:
        each:
          type: map
          iterate_on: %s
          iterate_as: %s
          branch: {steps: {do: %s}}
          %s
    """
        .formatted(on, as, step, more);
  }

  /** A task that calls a method of {@code Functions.java}. */
  static String java(String method, String returns) {
    return "{command_type: java, command: 'Functions.java::"
        + method
        + "', returns: ["
        + returns
        + "]}";
  }

  /** Where the steps stand that were begun. */
  static Set<String> paths(RunState state) {
    return state.steps().stream().map(step -> step.path().text()).collect(Collectors.toSet());
  }

  /** The step at a path, which must have been begun. */
  static StepState step(RunState state, String path) {
    return state.step(new StepPath(path)).orElseThrow();
  }
}
