package io.eagleray.engine.ray;

import io.eagleray.model.ray.Tune;
import io.eagleray.run.StepState;
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
      Set<String> into = numbers.contains(trial.number()) ? kept : others;
      into.addAll(ObjectReferences.in(trial.value()));
      trial.checkpoint().ifPresent(reference -> into.addAll(ObjectReferences.in(reference)));
    }
    others.removeAll(kept);
    return new KeptObjects(numbers, kept, others);
  }

  boolean isKept(TrialState trial) {
    return trials.contains(trial.number());
  }

  /**
   * Deletes the objects of the other trials, but for those that a parameter of the run holds too.
   */
  void discardOthers(NodeWalking walking) {
    if (others.isEmpty()) {
      return;
    }
    Set<String> held = new HashSet<>(kept);
    walking.parameters().values().forEach(value -> held.addAll(ObjectReferences.in(value.json())));
    Set<String> unheld = new HashSet<>(others);
    unheld.removeAll(held);
    Optional<Instant> began =
        walking.read(state -> state.step(walking.path()).flatMap(StepState::started));
    began.ifPresent(since -> walking.catalog().discard(walking.runId(), unheld, since));
  }
}
