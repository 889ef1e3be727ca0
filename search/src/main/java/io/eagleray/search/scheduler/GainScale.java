package io.eagleray.search.scheduler;

import java.util.DoubleSummaryStatistics;
import java.util.List;

/**
 * How gains look to a Gaussian process: all coordinates in [0, 1], values with variance 1. Rewards
 * are halved, so that the range of the largest numbers is one, too.
 */
record GainScale(double step, double steps, double halfBefore, double halfBefores) {
  /** Where all are equal, nothing is divided by 0. */
  private static final double LEAST = 1e-8;

  static GainScale of(List<Bandit.Gain> gains) {
    DoubleSummaryStatistics steps =
        gains.stream().mapToDouble(Bandit.Gain::step).summaryStatistics();
    DoubleSummaryStatistics befores =
        gains.stream().mapToDouble(gain -> gain.before() / 2).summaryStatistics();
    return new GainScale(
        steps.getMin(),
        steps.getMax() - steps.getMin() + LEAST,
        befores.getMin(),
        befores.getMax() - befores.getMin() + LEAST / 2);
  }

  /** Time first, then the reward before, then the parameters. */
  double[] point(Bandit.Gain gain) {
    return point(gain, gain.point());
  }

  /** The same under other parameters. */
  double[] point(Bandit.Gain gain, double[] parameters) {
    double[] point = new double[parameters.length + 2];
    point[0] = (gain.step() - step) / steps;
    point[1] = (gain.before() / 2 - halfBefore) / halfBefores;
    System.arraycopy(parameters, 0, point, 2, parameters.length);
    return point;
  }

  /** The gains with mean 0 and variance 1, cut off at so many deviations. */
  double[] values(List<Bandit.Gain> gains, double most) {
    double mean = gains.stream().mapToDouble(Bandit.Gain::gain).average().orElse(0);
    double squares =
        gains.stream().mapToDouble(gain -> (gain.gain() - mean) * (gain.gain() - mean)).sum();
    double deviation = Math.sqrt(squares / gains.size()) + LEAST;
    return gains.stream()
        .mapToDouble(gain -> Math.clamp((gain.gain() - mean) / deviation, -most, most))
        .toArray();
  }
}
