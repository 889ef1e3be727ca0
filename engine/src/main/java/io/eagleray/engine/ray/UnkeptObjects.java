package io.eagleray.engine.ray;

import io.eagleray.run.RunState;
import io.eagleray.run.StepPath;
import io.eagleray.run.StepState;
import io.eagleray.run.StepStatus;
import io.eagleray.spi.Catalog;
import io.eagleray.spi.ObjectReferences;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The objects that searches leave behind which end while other steps run. These may have stored the
 * same content, an object being stored once, and the log does not name it before they end: so such
 * objects stay until the run's end, when it names all.
 */
public final class UnkeptObjects {
  private UnkeptObjects() {}

  /** Whether steps run beside that one. */
  static boolean isAccompanied(RunState state, StepPath path) {
    return state.running().anyMatch(other -> !other.equals(path) && !path.isInside(other));
  }

  /** Deletes them: for the end of a run, when no step runs any more. */
  public static void discard(RunState state, Catalog catalog) {
    if (!state.hasTrials()) {
      return;
    }
    List<StepState> steps = state.steps();
    List<StepState> searches = steps.stream().filter(step -> isSearch(state, step)).toList();
    if (searches.isEmpty()) {
      return;
    }
    Timeline timeline = Timeline.of(steps);
    List<StepState> accompanied =
        searches.stream().filter(search -> wasAccompanied(state, timeline, search)).toList();
    if (accompanied.isEmpty()) {
      return;
    }
    Set<String> held = KeptObjects.named(state, steps);
    state
        .created()
        .parameters()
        .values()
        .forEach(value -> held.addAll(ObjectReferences.in(value.json())));
    for (StepState search : accompanied) {
      Set<String> left = new HashSet<>();
      state.trials(search.path()).forEach(trial -> KeptObjects.collect(trial, left));
      left.removeAll(held);
      if (!left.isEmpty()) {
        catalog.discard(state.created().runId(), left, search.started().orElse(state.createdAt()));
      }
    }
  }

  /** One that has ended well, and what it keeps is named by what it returned. */
  private static boolean isSearch(RunState state, StepState step) {
    return step.status() == StepStatus.SUCCESS
        && !step.outputs().isEmpty()
        && state.trialCounts(step.path()).total() > 0;
  }

  /** Whether more steps ran at its end than itself and those that it is inside of. */
  private static boolean wasAccompanied(RunState state, Timeline timeline, StepState search) {
    Optional<Instant> end = search.ended();
    long own = 1;
    for (StepPath node = search.path(); node.isNested(); ) {
      node = node.parent();
      own += state.step(node).isPresent() ? 1 : 0;
    }
    return end.isPresent() && timeline.runningAt(end.get()) > own;
  }

  /** When steps started and ended; sorted. */
  private record Timeline(List<Instant> starts, List<Instant> ends) {
    static Timeline of(List<StepState> steps) {
      return new Timeline(
          steps.stream().flatMap(step -> step.started().stream()).sorted().toList(),
          steps.stream().flatMap(step -> step.ended().stream()).sorted().toList());
    }

    /** How many ran then, those included that started or ended just then. */
    long runningAt(Instant moment) {
      return upTo(starts, moment.plusNanos(1)) - upTo(ends, moment);
    }

    /** How many are before that moment. */
    private static int upTo(List<Instant> sorted, Instant moment) {
      int low = 0;
      int high = sorted.size();
      while (low < high) {
        int middle = (low + high) >>> 1;
        if (sorted.get(middle).isBefore(moment)) {
          low = middle + 1;
        } else {
          high = middle;
        }
      }
      return low;
    }
  }
}
