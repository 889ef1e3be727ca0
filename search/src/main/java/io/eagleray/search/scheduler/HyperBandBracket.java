package io.eagleray.search.scheduler;

import io.eagleray.search.history.History;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Trials that are compared with each other, again and again, until few are left. */
final class HyperBandBracket {
  private final HyperBandScheduler settings;
  private final History history;
  private final Set<Integer> live = new LinkedHashSet<>();
  private int halvingsLeft;
  private int missing;
  private int size;
  private long milestone;

  HyperBandBracket(HyperBandScheduler settings, History history, int halvings) {
    this.settings = settings;
    this.history = history;
    this.halvingsLeft = halvings;
    this.size = settings.trials(halvings);
    this.missing = size;
    this.milestone = settings.firstStep(halvings);
  }

  void add(int trial) {
    live.add(trial);
    missing--;
  }

  void remove(int trial) {
    live.remove(trial);
  }

  Set<Integer> live() {
    return live;
  }

  /** Whether no trial is missing any more; in Ray Tune one that has ended is missed again. */
  boolean isFull() {
    return settings.fills() ? missing <= 0 : live.size() == size;
  }

  /** Whether a trial has steps to make before the next comparison. */
  boolean hasWork(int trial) {
    boolean free = !settings.stopLastTrials() && halvingsLeft == 0;
    return free || history.step(trial) < milestone;
  }

  /** Whether all trials have come to the next comparison. */
  boolean isRoundOver() {
    return live.stream().allMatch(trial -> history.step(trial) >= milestone);
  }

  /** Whether the last comparison was made and all came to the end. */
  boolean isFinished() {
    return settings.stopLastTrials() && halvingsLeft == 0 && isRoundOver();
  }

  /** Whether there is still a comparison to make. */
  boolean canHalve() {
    return halvingsLeft > 0;
  }

  /** Moves the milestone on, and returns the trials that are too bad to go there. */
  List<Integer> halve() {
    halvingsLeft--;
    size = (int) Math.ceil(size / settings.reductionFactor());
    milestone = (long) Math.min(milestone * settings.reductionFactor(), settings.maxT());
    List<Integer> order = new ArrayList<>(live);
    // Stable, and the later one of two equal trials stays, as in Ray Tune.
    order.sort(
        Comparator.comparingDouble((Integer trial) -> orWorst(history.loss(trial))).reversed());
    return List.copyOf(order.subList(0, Math.max(0, order.size() - size)));
  }

  private static double orWorst(double loss) {
    return Double.isFinite(loss) ? loss : Double.POSITIVE_INFINITY;
  }
}
