package io.eagleray.cli.screen;

import io.eagleray.run.StepStatus;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Counts the steps inside the steps of a pipeline: there may be very many, and a screen shows few
 * of them. Not thread-safe.
 */
final class Inside {
  /** How many failed steps inside one step are shown. */
  private static final int MOST_FAILED = 20;

  private final Map<String, Counts> counts = new HashMap<>();
  private Optional<Step> latest = Optional.empty();

  private static final class Counts {
    private int done;
    private int failed;
  }

  /** Counts a step that ended, and says whether a screen may still want it. */
  boolean keeps(Step step) {
    latest = Optional.of(step);
    return switch (step.status()) {
      case SUCCESS, SKIPPED -> {
        of(step.path()).done++;
        yield false;
      }
      case FAILED -> ++of(step.path()).failed <= MOST_FAILED;
      case WAITING, RUNNING, CANCELLED -> true;
    };
  }

  /** A step starts again. */
  void reset(String path, Optional<Step> shown) {
    if (shown.isEmpty()) {
      of(path).done = Math.max(0, of(path).done - 1);
    } else if (shown.get().status() == StepStatus.FAILED) {
      of(path).failed--;
    }
  }

  /** The step of that path if it is the one that changed last. */
  Optional<Step> latest(String path) {
    return latest.filter(step -> step.path().equals(path));
  }

  int done(String path) {
    return of(path).done;
  }

  int failed(String path) {
    return of(path).failed;
  }

  private Counts of(String path) {
    int dot = path.indexOf('.');
    return counts.computeIfAbsent(dot < 0 ? path : path.substring(0, dot), any -> new Counts());
  }
}
