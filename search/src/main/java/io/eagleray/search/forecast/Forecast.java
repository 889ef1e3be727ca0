package io.eagleray.search.forecast;

import io.eagleray.search.gp.Coordinates;
import io.eagleray.search.gp.Fit;
import io.eagleray.search.gp.GaussianProcess;
import io.eagleray.search.gp.Hyperparameters;
import io.eagleray.search.gp.Prior;
import io.eagleray.search.history.History;
import io.eagleray.search.history.TrialState;
import io.eagleray.search.space.Gaussian;
import io.eagleray.search.space.SearchSpace;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What each trial, and any configuration, is expected to reach at the last step: a Gaussian process
 * over the parameters and the place on the way (the logarithm of the step). How far values at
 * different steps go together is learned with everything else, and so is when early ones can be
 * trusted. All values are on the scale of {@link Readings}.
 */
final class Forecast {
  private static final int LEAST_TRIALS = 3;

  /** Inputs in [0, 1]; nothing is known of the length scales. */
  private static final Prior PRIOR =
      new Prior(new Prior.Belief(0, 1.5), new Prior.Belief(0, 1), new Prior.Belief(-6, 2));

  private final GaussianProcess process;
  private final double[] scratch;
  private final double[] means;
  private final double[] deviations;
  private final double bestFinal;
  private final double best;

  private Forecast(History history, GaussianProcess process, double[] finals) {
    this.process = process;
    this.scratch = new double[process.size()];
    this.means = new double[history.size()];
    this.deviations = new double[history.size()];
    double lowestFinal = Double.POSITIVE_INFINITY;
    double lowest = Double.POSITIVE_INFINITY;
    for (int trial = 0; trial < means.length; trial++) {
      if (Double.isNaN(finals[trial])) {
        GaussianProcess.Prediction end = predict(history.point(trial));
        means[trial] = end.mean();
        deviations[trial] = end.deviation();
      } else {
        means[trial] = finals[trial];
        lowestFinal = Math.min(lowestFinal, means[trial]);
      }
      boolean counts = history.step(trial) > 0 && history.state(trial) != TrialState.FAILED;
      lowest = counts ? Math.min(lowest, means[trial]) : lowest;
    }
    this.bestFinal = lowestFinal;
    this.best = Math.min(lowestFinal, lowest);
  }

  /** The forecast by all reports so far; empty while too few trials have come to a rung. */
  static Optional<Forecast> of(History history, Fidelity fidelity, Rungs rungs) {
    if (Readings.trials(history, rungs) < LEAST_TRIALS) {
      return Optional.empty();
    }
    Readings readings = Readings.of(history, rungs);
    double[][] points =
        readings.readings().stream()
            .map(at -> point(history.point(at.trial()), fidelity.place(at.step())))
            .toArray(double[][]::new);
    Coordinates kinds = kinds(history.space());
    Hyperparameters hyper = Fit.of(kinds, points, readings.values(), PRIOR);
    GaussianProcess known = GaussianProcess.of(kinds, points, readings.values(), hyper);
    GaussianProcess all = withStarted(history, rungs, kinds, known, points, readings.values());
    return Optional.of(new Forecast(history, all, readings.finals()));
  }

  /** Running trials without a reading count as having reached what is expected of them. */
  private static GaussianProcess withStarted(
      History history,
      Rungs rungs,
      Coordinates kinds,
      GaussianProcess known,
      double[][] points,
      double[] values) {
    List<double[]> started = new ArrayList<>();
    for (int i = 0; i < history.running(); i++) {
      int trial = history.runningTrial(i);
      if (history.step(trial) < rungs.first()) {
        started.add(point(history.point(trial), 1));
      }
    }
    if (started.isEmpty()) {
      return known;
    }
    int n = points.length;
    double[][] all = Arrays.copyOf(points, n + started.size());
    double[] believed = Arrays.copyOf(values, all.length);
    for (int i = n; i < all.length; i++) {
      all[i] = started.get(i - n);
      believed[i] = known.mean(all[i]);
    }
    return GaussianProcess.of(kinds, all, believed, known.hyperparameters());
  }

  private static Coordinates kinds(SearchSpace space) {
    double[] categoryDistance = new double[space.size() + 1];
    for (int d = 0; d < space.size(); d++) {
      categoryDistance[d] = space.parameters().get(d).domain().isOrdered() ? 0 : 1;
    }
    return new Coordinates(categoryDistance);
  }

  /** A parameter that is inactive lies in the middle, where it says least. */
  private static double[] point(double[] unit, double place) {
    double[] point = Arrays.copyOf(unit, unit.length + 1);
    for (int d = 0; d < unit.length; d++) {
      point[d] = Double.isNaN(unit[d]) ? 0.5 : unit[d];
    }
    point[unit.length] = place;
    return point;
  }

  private GaussianProcess.Prediction predict(double[] unit) {
    return process.predict(point(unit, 1), scratch);
  }

  /** What a trial is expected to reach; smaller is better. */
  double mean(int trial) {
    return means[trial];
  }

  /** The best that a trial has reached at the end; infinity while none has. */
  double bestFinal() {
    return bestFinal;
  }

  /** By how much a trial is expected to end below the best. */
  double improvement(int trial) {
    return improvement(means[trial], deviations[trial]);
  }

  /** By how much a configuration is expected to end below the best. */
  double improvement(double[] unit) {
    GaussianProcess.Prediction end = predict(unit);
    return improvement(end.mean(), end.deviation());
  }

  private double improvement(double mean, double deviation) {
    double gap = best - mean;
    if (!(deviation > 1e-9)) {
      return Math.max(0, gap);
    }
    double z = gap / deviation;
    return gap * Gaussian.cdf(z) + deviation * Math.exp(-z * z / 2) / Math.sqrt(2 * Math.PI);
  }
}
