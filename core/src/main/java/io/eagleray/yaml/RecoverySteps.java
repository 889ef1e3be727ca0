package io.eagleray.yaml;

import io.eagleray.model.Graph;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Which steps follow where {@code next} is not written: the next one in the file, leaving out the
 * recovery steps; a recovery step goes to {@code fail}.
 *
 * <p>A recovery step is one that an {@code on_failure} names and no other step's {@code next}, and
 * a step that only such ones name and from which all is written up to {@code fail}. A step that a
 * recovery step names and that goes on to something else is where the recovery joins the others
 * again.
 */
final class RecoverySteps {
  /** A step's links as written. */
  record Written(Optional<String> next, Optional<String> onFailure) {}

  private final Map<String, Written> steps;
  private final String start;

  RecoverySteps(Map<String, Written> steps, String start) {
    this.steps = steps;
    this.start = start;
  }

  /** The step that follows each one that does not say it itself. */
  Map<String, String> implicitNext() {
    Set<String> recovery = find();
    Map<String, String> implicit = new LinkedHashMap<>();
    String follower = Graph.SUCCESS;
    for (String step : List.copyOf(steps.keySet()).reversed()) {
      boolean recovers = recovery.contains(step);
      if (written(step).next().isEmpty()) {
        implicit.put(step, recovers ? Graph.FAIL : follower);
      }
      if (!recovers) {
        follower = step;
      }
    }
    return implicit;
  }

  private Set<String> find() {
    Set<String> recovery = candidates();
    Deque<String> others = new ArrayDeque<>(steps.keySet());
    others.removeIf(recovery::contains);
    while (!others.isEmpty()) {
      Optional<String> next = written(others.pop()).next();
      if (next.isPresent() && recovery.remove(next.get())) {
        others.push(next.get());
      }
    }
    return recovery;
  }

  private Set<String> candidates() {
    Set<String> found = new HashSet<>();
    Deque<String> open = new ArrayDeque<>();
    steps.values().forEach(step -> step.onFailure().ifPresent(open::push));
    while (!open.isEmpty()) {
      String step = open.pop();
      if (steps.containsKey(step) && !step.equals(start) && found.add(step)) {
        written(step).next().filter(this::endsInFail).ifPresent(open::push);
      }
    }
    return found;
  }

  private boolean endsInFail(String step) {
    Set<String> passed = new HashSet<>();
    Optional<String> at = Optional.of(step);
    while (at.isPresent() && steps.containsKey(at.get()) && passed.add(at.get())) {
      at = written(at.get()).next();
    }
    return at.isPresent() && at.get().equals(Graph.FAIL) && !step.equals(Graph.FAIL);
  }

  private Written written(String step) {
    return Objects.requireNonNull(steps.get(step), step);
  }
}
