package io.eagleray.report;

import io.eagleray.run.StepPath;
import io.eagleray.run.StepState;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Steps in the order in which a reader looks for them: a step before those inside it, whenever it
 * last started. In the log a map that was resumed starts after branches that are done.
 */
final class StepTree {
  private final Set<String> known = new HashSet<>();
  private final Map<String, List<StepState>> inside = new HashMap<>();
  private final List<StepState> ordered = new ArrayList<>();

  private StepTree(List<StepState> steps) {
    steps.forEach(step -> known.add(step.path().text()));
    steps.forEach(
        step -> inside.computeIfAbsent(around(step.path()), any -> new ArrayList<>()).add(step));
    append("");
  }

  /** Those beside one another stay in the given order. */
  static List<StepState> parentsFirst(List<StepState> steps) {
    return List.copyOf(new StepTree(steps).ordered);
  }

  /** The path of the nearest of the steps that this one is inside of; empty if there is none. */
  private String around(StepPath path) {
    String text = path.text();
    for (int dot = text.lastIndexOf('.'); dot >= 0; dot = text.lastIndexOf('.', dot - 1)) {
      String outer = text.substring(0, dot);
      if (known.contains(outer)) {
        return outer;
      }
    }
    return "";
  }

  private void append(String outer) {
    for (StepState step : inside.getOrDefault(outer, List.of())) {
      ordered.add(step);
      append(step.path().text());
    }
  }
}
