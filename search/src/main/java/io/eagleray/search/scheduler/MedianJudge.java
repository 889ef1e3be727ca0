package io.eagleray.search.scheduler;

import io.eagleray.search.history.Curve;
import io.eagleray.search.history.History;
import io.eagleray.search.history.TrialState;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/** The median stopping rule at work in one study. */
final class MedianJudge implements Judge {
  private final MedianStoppingRule settings;
  private final History history;

  /**
   * Trials that were set aside once, in that order, and where. They are not compared again, and
   * what they report later counts for nobody, as in Ray Tune.
   */
  private final Map<Integer, Long> aside = new LinkedHashMap<>();

  MedianJudge(MedianStoppingRule settings, History history) {
    this.settings = settings;
    this.history = history;
  }

  @Override
  public Decision onReport(int trial, long step, double loss) {
    if (step < settings.gracePeriod() || aside.containsKey(trial)) {
      return Decision.CONTINUE;
    }
    double[] means = meansOfOthers(trial, step);
    if (means.length < settings.minSamples()) {
      return Decision.CONTINUE;
    }
    Arrays.sort(means);
    double median = (means[(means.length - 1) / 2] + means[means.length / 2]) / 2;
    if (best(trial) <= median) {
      return Decision.CONTINUE;
    }
    if (settings.hardStop()) {
      return Decision.STOP;
    }
    aside.put(trial, step);
    return Decision.PAUSE;
  }

  private double[] meansOfOthers(int trial, long step) {
    double[] means = new double[history.size()];
    int count = 0;
    for (int other = 0; other < means.length; other++) {
      long last = aside.getOrDefault(other, history.curve(other).lastStep());
      if (other != trial && last >= step) {
        double mean = mean(history.curve(other), step);
        if (Double.isFinite(mean)) {
          means[count++] = mean;
        }
      }
    }
    return Arrays.copyOf(means, count);
  }

  /** The mean from the grace period on up to a step; NaN where nothing was reported there. */
  private double mean(Curve curve, long step) {
    double sum = 0;
    int count = 0;
    for (int i = curve.countUpTo(step) - 1; i >= 0; i--) {
      if (curve.step(i) < settings.gracePeriod()) {
        break;
      }
      sum += curve.loss(i);
      count++;
    }
    return sum / count;
  }

  private double best(int trial) {
    Curve curve = history.curve(trial);
    double best = Double.POSITIVE_INFINITY;
    for (int i = 0; i < curve.size(); i++) {
      best = curve.loss(i) < best ? curve.loss(i) : best;
    }
    return best;
  }

  @Override
  public void onRestart(int trial, long fromStep) {}

  @Override
  public Move next(boolean canStart, int running) {
    if (canStart) {
      return Move.START;
    }
    for (int trial : aside.keySet()) {
      if (history.state(trial) == TrialState.PAUSED) {
        return new Move.Resume(trial);
      }
    }
    return running > 0 ? Move.WAIT : Move.DONE;
  }
}
