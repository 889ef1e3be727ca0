package io.eagleray.search.forecast;

import io.eagleray.search.history.History;
import io.eagleray.search.history.TrialState;
import io.eagleray.search.sampler.Randomness;
import io.eagleray.search.scheduler.Decision;
import io.eagleray.search.scheduler.Judge;
import io.eagleray.search.scheduler.Move;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Forecasts at work in one study. */
final class ForecastJudge implements Judge {
  /** Nobody reports: a place is free. */
  private static final int NOBODY = -1;

  /** A new trial, among the uses of a place. */
  private static final int NEW = -2;

  /** From so many trials on the most promising one is run to its end whatever else there is. */
  private static final int TRUSTED = 8;

  private final ForecastScheduler settings;
  private final History history;
  private final long seed;
  private final Rungs rungs;
  private final Map<Integer, Long> lastSteps = new HashMap<>();
  private long used;

  ForecastJudge(ForecastScheduler settings, History history, long seed) {
    this.settings = settings;
    this.history = history;
    this.seed = seed;
    this.rungs = Rungs.of(settings.fidelity());
  }

  @Override
  public Decision onReport(int trial, long step, double loss) {
    long before = lastSteps.getOrDefault(trial, 0L);
    lastSteps.put(trial, step);
    used += step - before;
    if (step >= max() || !rungs.isPassed(before, step)) {
      return Decision.CONTINUE;
    }
    return use(trial).orElse(NEW) == trial ? Decision.CONTINUE : Decision.PAUSE;
  }

  @Override
  public void onRestart(int trial, long fromStep) {
    lastSteps.put(trial, fromStep);
  }

  @Override
  public Move next(boolean canStart, int running) {
    int use = use(NOBODY).orElse(NEW);
    if (use == NEW && canStart) {
      return Move.START;
    }
    int paused = use == NEW ? anyPaused() : use;
    return paused >= 0 ? new Move.Resume(paused) : running > 0 ? Move.WAIT : Move.DONE;
  }

  private int anyPaused() {
    for (int trial = 0; trial < history.size(); trial++) {
      if (history.state(trial) == TrialState.PAUSED) {
        return trial;
      }
    }
    return NOBODY;
  }

  private long max() {
    return settings.fidelity().max();
  }

  /** The best use of a place, a trial or {@link #NEW}; empty while nothing can be foreseen. */
  private Optional<Integer> use(int reporting) {
    if (Readings.trials(history, rungs) < ForecastSampler.SPREAD) {
      return Optional.empty();
    }
    return Forecast.of(history, settings.fidelity(), rungs)
        .map(forecast -> use(forecast, reporting));
  }

  private int use(Forecast forecast, int reporting) {
    int front = front(forecast);
    if (front >= 0
        && Readings.trials(history, rungs) >= TRUSTED
        && isOpen(front, reporting)
        && forecast.mean(front) < forecast.bestFinal()) {
      return front;
    }
    double stepsLeft =
        settings.resource().isPresent()
            ? (double) (settings.resource().getAsLong() - used) / settings.workers()
            : Double.POSITIVE_INFINITY;
    int best = NEW;
    double bestGain = Double.NEGATIVE_INFINITY;
    for (int trial = 0; trial < history.size(); trial++) {
      if (isOpen(trial, reporting)) {
        double steps = max() - history.step(trial);
        // Of trials that cannot be finished the one that comes furthest.
        double gain =
            steps > stepsLeft ? -steps : forecast.improvement(trial) * max() / Math.max(1, steps);
        if (gain > bestGain) {
          best = trial;
          bestGain = gain;
        }
      }
    }
    if (max() > stepsLeft && best != NEW) {
      return best;
    }
    // Rounds count downwards from -1, so that they never share draws with a trial.
    double fresh =
        Candidates.best(forecast, history, Randomness.of(seed, -1L - history.size())).improvement();
    return fresh > bestGain ? NEW : best;
  }

  private boolean isOpen(int trial, int reporting) {
    return trial == reporting || history.state(trial) == TrialState.PAUSED;
  }

  /** The unfinished trial of which most is expected; -1 while there is none. */
  private int front(Forecast forecast) {
    int front = NOBODY;
    for (int trial = 0; trial < history.size(); trial++) {
      if (!history.state(trial).isEnded()
          && history.step(trial) >= rungs.first()
          && (front < 0 || forecast.mean(trial) < forecast.mean(front))) {
        front = trial;
      }
    }
    return front;
  }
}
