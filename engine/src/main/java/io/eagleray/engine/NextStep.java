package io.eagleray.engine;

import java.util.List;

/**
 * The step of a run that is due.
 *
 * @param phases those that may each run in a process of its own, in their order; none for most
 */
public record NextStep(String name, List<String> phases) {
  public NextStep {
    phases = List.copyOf(phases);
  }
}
