package io.eagleray.search.scheduler;

import io.eagleray.search.history.History;
import io.eagleray.search.history.TrialState;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Hyperband at work in one study. */
final class HyperBandJudge implements Judge {
  private static final int NOBODY = -1;

  private final HyperBandScheduler settings;
  private final History history;
  private final List<HyperBandBracket> brackets = new ArrayList<>();
  private final Map<Integer, HyperBandBracket> bracketOf = new HashMap<>();

  /** Paused trials that may go on. */
  private final Set<Integer> promoted = new LinkedHashSet<>();

  /** Paused trials that are to end. */
  private final Set<Integer> dropped = new LinkedHashSet<>();

  private int opened;

  HyperBandJudge(HyperBandScheduler settings, History history) {
    this.settings = settings;
    this.history = history;
  }

  @Override
  public void onStart(int trial) {
    if (brackets.isEmpty() || brackets.getLast().isFull()) {
      brackets.add(nextBracket());
    }
    brackets.getLast().add(trial);
    bracketOf.put(trial, brackets.getLast());
  }

  /** Bands of one bracket of each kind, over and over; kinds without a first step are left out. */
  private HyperBandBracket nextBracket() {
    while (true) {
      int kind = opened++ % settings.brackets();
      int halvings = settings.forBohb() ? settings.brackets() - 1 - kind : kind;
      if (settings.firstStep(halvings) > 0) {
        return new HyperBandBracket(settings, history, halvings);
      }
    }
  }

  @Override
  public Decision onReport(int trial, long step, double loss) {
    HyperBandBracket bracket = bracketOf(trial);
    if (bracket.hasWork(trial)) {
      return Decision.CONTINUE;
    }
    if (settings.waits() && (!bracket.isFull() || anotherOneRuns(bracket, trial))) {
      return Decision.PAUSE;
    }
    return compare(bracket, trial);
  }

  private boolean anotherOneRuns(HyperBandBracket bracket, int trial) {
    return bracket.live().stream()
        .anyMatch(other -> other != trial && history.state(other) != TrialState.PAUSED);
  }

  /** Compares the trials of a bracket if all are there; says what the reporting one is to do. */
  private Decision compare(HyperBandBracket bracket, int reporting) {
    if (!bracket.isRoundOver()) {
      return Decision.PAUSE;
    }
    if (bracket.isFinished()) {
      bracket.live().stream().filter(this::isPaused).forEach(dropped::add);
      return Decision.STOP;
    }
    if (bracket.canHalve()) {
      for (int bad : bracket.halve()) {
        bracket.remove(bad);
        if (isPaused(bad)) {
          dropped.add(bad);
        }
      }
    }
    boolean over = bracket.isFinished();
    for (int good : bracket.live()) {
      if (isPaused(good)) {
        if (bracket.hasWork(good)) {
          promoted.add(good);
        } else if (over) {
          dropped.add(good);
        }
      }
    }
    if (!bracket.live().contains(reporting)) {
      return Decision.STOP;
    }
    return bracket.hasWork(reporting) ? Decision.CONTINUE : over ? Decision.STOP : Decision.PAUSE;
  }

  private boolean isPaused(int trial) {
    return history.state(trial) == TrialState.PAUSED;
  }

  @Override
  public Move next(boolean canStart, int running) {
    if (!dropped.isEmpty()) {
      return new Move.Drop(dropped.iterator().next());
    }
    if (!promoted.isEmpty()) {
      return new Move.Resume(promoted.iterator().next());
    }
    if (canStart) {
      return Move.START;
    }
    if (running > 0) {
      return Move.WAIT;
    }
    // Brackets that will not be filled any more do not wait for it. This changes the same things
    // whenever it is asked, until the next event.
    for (HyperBandBracket bracket : brackets) {
      if (isAtRest(bracket)) {
        compare(bracket, NOBODY);
      }
    }
    return promoted.isEmpty() && dropped.isEmpty() ? Move.DONE : next(false, running);
  }

  /** Whether all its trials are paused and none was let go on. */
  private boolean isAtRest(HyperBandBracket bracket) {
    return !bracket.live().isEmpty()
        && bracket.live().stream()
            .allMatch(
                trial -> isPaused(trial) && !promoted.contains(trial) && !dropped.contains(trial));
  }

  @Override
  public void onResume(int trial) {
    promoted.remove(trial);
  }

  @Override
  public void onEnd(int trial) {
    promoted.remove(trial);
    dropped.remove(trial);
    HyperBandBracket bracket = bracketOf(trial);
    boolean wasLive = bracket.live().contains(trial);
    bracket.remove(trial);
    if (wasLive && isAtRest(bracket) && (bracket.isFull() || !settings.waits())) {
      compare(bracket, NOBODY);
    }
  }

  @Override
  public void onRestart(int trial, long fromStep) {}

  private HyperBandBracket bracketOf(int trial) {
    HyperBandBracket bracket = bracketOf.get(trial);
    if (bracket == null) {
      throw new IllegalStateException("trial " + trial + " was never started");
    }
    return bracket;
  }
}
