package io.eagleray.search.scheduler;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** ASHA at work in one study. */
final class AshaJudge implements Judge {
  private static final long GOLDEN = 0x9E3779B97F4A7C15L;

  private final AshaScheduler settings;
  private final long seed;
  private final List<List<Rung>> brackets = new ArrayList<>();
  private final double[] cumulated;

  AshaJudge(AshaScheduler settings, long seed) {
    this.settings = settings;
    this.seed = seed;
    this.cumulated = new double[settings.brackets()];
    int rungs = settings.rungCount();
    double sum = 0;
    for (int b = 0; b < cumulated.length; b++) {
      brackets.add(rungs(b, rungs));
      // Ray Tune's softmax over the numbers of rungs: brackets with more rungs get more trials.
      sum += Math.exp((double) -b);
      cumulated[b] = sum;
    }
  }

  private List<Rung> rungs(int bracket, int count) {
    List<Rung> highestFirst = new ArrayList<>();
    for (int k = count - 1; k >= bracket; k--) {
      highestFirst.add(new Rung(settings.gracePeriod() * Math.pow(settings.reductionFactor(), k)));
    }
    return highestFirst;
  }

  @Override
  public Decision onReport(int trial, long step, double loss) {
    if (step >= settings.maxT() && settings.stopLastTrials()) {
      return Decision.STOP;
    }
    for (Rung rung : bracketOf(trial)) {
      if (step < rung.milestone()) {
        continue;
      }
      if (!rung.has(trial)) {
        double cutoff = rung.cutoff(settings.reductionFactor());
        rung.record(trial, step, loss);
        return isWorse(loss, cutoff) ? Decision.STOP : Decision.CONTINUE;
      }
      if (!settings.stopLastTrials()) {
        return Decision.CONTINUE;
      }
    }
    return Decision.CONTINUE;
  }

  @Override
  public void onRestart(int trial, long fromStep) {
    for (Rung rung : bracketOf(trial)) {
      rung.forget(trial, fromStep);
    }
  }

  private List<Rung> bracketOf(int trial) {
    if (cumulated.length == 1) {
      return brackets.getFirst();
    }
    double at =
        new SplittableRandom(seed ^ (GOLDEN * (trial + 1))).nextDouble()
            * cumulated[cumulated.length - 1];
    int bracket = 0;
    while (at >= cumulated[bracket]) {
      bracket++;
    }
    return brackets.get(bracket);
  }

  /** No cutoff (NaN) stops nobody; where there is one, a loss that is no number is worse. */
  private static boolean isWorse(double loss, double cutoff) {
    return !Double.isNaN(cutoff) && !(loss <= cutoff);
  }
}
