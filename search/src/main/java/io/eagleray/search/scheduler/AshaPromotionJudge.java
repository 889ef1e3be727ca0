package io.eagleray.search.scheduler;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;

/** ASHA that promotes, at work in one study. */
final class AshaPromotionJudge implements Judge {
  private final AshaPromotionScheduler settings;

  /** Lowest first; nobody is promoted from the last step. */
  private final List<PromotionRung> rungs = new ArrayList<>();

  private final Set<Integer> paused = new LinkedHashSet<>();

  AshaPromotionJudge(AshaPromotionScheduler settings) {
    this.settings = settings;
    double milestone = settings.gracePeriod();
    while (milestone < settings.maxT()) {
      rungs.add(new PromotionRung(milestone));
      milestone *= settings.reductionFactor();
    }
  }

  @Override
  public Decision onReport(int trial, long step, double loss) {
    if (step >= settings.maxT()) {
      rungs.forEach(rung -> rung.leave(trial));
      return Decision.STOP;
    }
    boolean arrived = false;
    for (PromotionRung rung : rungs) {
      if (step >= rung.milestone() && !rung.has(trial)) {
        // A report may skip rungs: the trial has come through those below.
        rungs.forEach(below -> below.leave(trial));
        rung.arrive(trial, step, loss);
        arrived = true;
      }
    }
    if (!arrived) {
      return Decision.CONTINUE;
    }
    if (promotable().equals(OptionalInt.of(trial))) {
      rungs.forEach(rung -> rung.leave(trial));
      return Decision.CONTINUE;
    }
    paused.add(trial);
    return Decision.PAUSE;
  }

  /** The best that may be promoted at the highest rung where one may. */
  private OptionalInt promotable() {
    for (PromotionRung rung : rungs.reversed()) {
      OptionalInt trial = rung.promotable(settings.reductionFactor());
      if (trial.isPresent()) {
        return trial;
      }
    }
    return OptionalInt.empty();
  }

  @Override
  public Move next(boolean canStart, int running) {
    OptionalInt promotable = promotable();
    if (promotable.isPresent()) {
      return new Move.Resume(promotable.getAsInt());
    }
    if (canStart) {
      return Move.START;
    }
    if (running > 0) {
      return Move.WAIT;
    }
    return paused.isEmpty() ? Move.DONE : new Move.Drop(paused.iterator().next());
  }

  @Override
  public void onResume(int trial) {
    paused.remove(trial);
    rungs.forEach(rung -> rung.leave(trial));
  }

  @Override
  public void onEnd(int trial) {
    paused.remove(trial);
    rungs.forEach(rung -> rung.leave(trial));
  }

  @Override
  public void onRestart(int trial, long fromStep) {
    rungs.forEach(rung -> rung.forget(trial, fromStep));
  }
}
