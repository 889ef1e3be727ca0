package io.eagleray.engine.ray;

import io.eagleray.model.ray.Tune;
import io.eagleray.run.RunState;
import io.eagleray.run.StepPath;
import io.eagleray.run.StepState;
import io.eagleray.run.StepStatus;
import io.eagleray.run.TrialState;
import io.eagleray.spi.NodeWalking;
import io.eagleray.spi.ObjectReferences;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Of which trials the returned objects stay in the catalog: {@code keep_objects}. */
final class KeptObjects {
  private final Set<Integer> trials;
  private final Set<String> kept;
  private final Set<String> others;

  private KeptObjects(Set<Integer> trials, Set<String> kept, Set<String> others) {
    this.trials = trials;
    this.kept = kept;
    this.others = others;
  }

  /** Those of the best trials, and of as many more as the config says. */
  static KeptObjects of(List<TrialState> all, Ranking ranking, Tune tune) {
    Set<Integer> numbers = new HashSet<>();
    ranking.trials().stream()
        .limit(Math.max(ranking.front(), tune.keepObjects().count()))
        .forEach(item -> numbers.add(item.trial().number()));
    Set<String> kept = new HashSet<>();
    Set<String> others = new HashSet<>();
    for (TrialState trial : all) {
      collect(trial, numbers.contains(trial.number()) ? kept : others);
    }
    others.removeAll(kept);
    return new KeptObjects(numbers, kept, others);
  }

  boolean isKept(TrialState trial) {
    return trials.contains(trial.number());
  }

  /**
   * Deletes the objects of the other trials, but for those that the run names elsewhere: an object
   * is stored once, whichever trials and steps have put it. While other steps run, {@link
   * UnkeptObjects} has to wait with that.
   */
  void discardOthers(NodeWalking walking) {
    StepPath path = walking.path();
    if (others.isEmpty() || walking.read(state -> UnkeptObjects.isAccompanied(state, path))) {
      return;
    }
    Set<String> held =
        walking.read(state ->
            named(
                state, state.steps().stream().filter(step -> !step.path().equals(path)).toList()));
    held.addAll(kept);
    walking.parameters().values().forEach(value -> held.addAll(ObjectReferences.in(value.json())));
    Set<String> unheld = new HashSet<>(others);
    unheld.removeAll(held);
    Optional<Instant> began = walking.read(state -> state.step(path).flatMap(StepState::started));
    began.ifPresent(since -> walking.catalog().discard(walking.runId(), unheld, since));
  }

  /** What steps gave; and of searches that have not ended well, or not yet, all that trials put. */
  static Set<String> named(RunState state, List<StepState> steps) {
    Set<String> held = new HashSet<>();
    for (StepState step : steps) {
      step.outputs().values().forEach(value -> held.addAll(ObjectReferences.in(value.json())));
      if (step.status() != StepStatus.SUCCESS) {
        state.trials(step.path()).forEach(trial -> collect(trial, held));
      }
    }
    return held;
  }

  /** Adds what a trial has given and saved. */
  static void collect(TrialState trial, Set<String> into) {
    into.addAll(ObjectReferences.in(trial.value()));
    trial.checkpoint().ifPresent(reference -> into.addAll(ObjectReferences.in(reference)));
  }
}
