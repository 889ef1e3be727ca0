package io.eagleray.search.bayesian;

import io.eagleray.search.gp.Basin;
import io.eagleray.search.gp.Fit;
import io.eagleray.search.gp.GaussianProcess;
import io.eagleray.search.gp.HalfRank;
import io.eagleray.search.gp.Hyperparameters;
import io.eagleray.search.gp.Prior;
import io.eagleray.search.history.History;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Gaussian processes over the trials of one study. Fitting hyperparameters costs the most, so with
 * many trials it is done anew only after a tenth more of them; it then always sees the first so
 * many trials that ended, and is the same after a resume. While most trials are paused it is done
 * each time, over all of them.
 */
final class Surrogate {
  /** Time grows with the cube of this; beyond, trials are thinned out. */
  private static final int MOST_TRIALS = 250;

  private static final int MOST_RUNNING = 100;

  /** In a model of the whole space it makes no difference, or a worse one after 100 trials. */
  private static final double DEPTH = 0.4;

  /** Up to so many trials, each one is worth a new fit. */
  private static final int ALWAYS_FITTED = 20;

  private final Encoding encoding;
  private final int objective;
  private final boolean warpsInputs;
  private int fittedTo = -1;
  private Hyperparameters fitted = new Hyperparameters(new double[0], 1, 1);

  /** Models of one of the losses. */
  Surrogate(Encoding encoding, int objective, boolean warpsInputs) {
    this.encoding = encoding;
    this.objective = objective;
    this.warpsInputs = warpsInputs;
  }

  /** A model of the whole space; running trials count as having had the mean prediction. */
  GaussianProcess everywhere(History history) {
    fit(history);
    int[] trials = thinned(ranked(history));
    Sample sample = Sample.of(history, encoding, trials, objective);
    return withRunning(history, encoding, sample, HalfRank.warp(sample.losses()), fitted);
  }

  /**
   * A model of what lies around a trial, from those nearest to it.
   *
   * @param candidates trials that have ended, {@code middle} among them
   * @param side all of them in a box with these sides take part
   */
  GaussianProcess around(History history, int middle, int[] candidates, double side) {
    int dimensions = encoding.kinds().count();
    double[] distances = distances(history, encoding, candidates, middle);
    double reach = side * side * dimensions;
    long inside = Arrays.stream(distances).filter(distance -> distance < reach).count();
    int[] trials =
        nearest(
            candidates,
            distances,
            Math.min(MOST_TRIALS, Math.max(inside, Math.max(10, 3 * dimensions))));
    return ofItsOwn(history, trials, Basin.NONE);
  }

  /** A model of one branch of a conditional space, from its trials alone: few of them. */
  GaussianProcess within(History history, int[] trials) {
    return ofItsOwn(history, thinned(trials), new Basin(DEPTH, encoding.numbers(history, trials)));
  }

  private GaussianProcess ofItsOwn(History history, int[] trials, Basin basin) {
    Sample sample = Sample.of(history, encoding, trials, objective);
    double[] values = HalfRank.warp(sample.losses());
    double[] rest = basin.without(sample.points(), values);
    Hyperparameters own = hyperparameters(sample.points(), rest);
    return withRunning(history, encoding, sample, values, own, basin);
  }

  /** The squared distances of trials from one of them, all coordinates counting alike. */
  static double[] distances(History history, Encoding encoding, int[] trials, int middle) {
    double[] centre = encoding.of(history, middle);
    return Arrays.stream(trials)
        .mapToDouble(trial -> encoding.kinds().squared(encoding.of(history, trial), centre))
        .toArray();
  }

  /** The trials at the least distances, the nearest first. */
  static int[] nearest(int[] trials, double[] distances, long most) {
    return IntStream.range(0, trials.length)
        .boxed()
        .sorted(Comparator.comparingDouble(i -> distances[i]))
        .limit(most)
        .mapToInt(i -> trials[i])
        .toArray();
  }

  /** The first so many of {@code n} trials were there when the last fit was due. */
  static int due(int n) {
    if (n < ALWAYS_FITTED) {
      return n;
    }
    int due = ALWAYS_FITTED;
    while (due + Math.max(1, due / 10) <= n) {
      due += Math.max(1, due / 10);
    }
    return due;
  }

  private void fit(History history) {
    if (2 * history.endings() < history.ended()) {
      // Most are paused: what they have reported is what there is to fit, and it will change.
      fitted = fitted(history, ranked(history));
      fittedTo = -1;
      return;
    }
    int to = due(history.endings());
    if (to != fittedTo) {
      int[] first = IntStream.range(0, to).map(history::ending).toArray();
      fitted =
          fitted(
              history,
              Arrays.stream(first).boxed().sorted(history::compare).mapToInt(t -> t).toArray());
      fittedTo = to;
    }
  }

  private Hyperparameters fitted(History history, int[] ranked) {
    Sample sample = Sample.of(history, encoding, thinned(ranked), objective);
    return hyperparameters(sample.points(), HalfRank.warp(sample.losses()));
  }

  /** All that have ended or pause, best first. */
  private static int[] ranked(History history) {
    return IntStream.range(0, history.ended()).map(history::ranked).toArray();
  }

  private Hyperparameters hyperparameters(double[][] points, double[] values) {
    return warpsInputs
        ? Fit.warped(encoding.kinds(), points, values, Prior.smooth())
        : Fit.of(encoding.kinds(), points, values, Prior.smooth());
  }

  /** The better half as it is, of the others as many as there is room for, evenly by rank. */
  private static int[] thinned(int[] ranked) {
    if (ranked.length <= MOST_TRIALS) {
      return ranked;
    }
    int kept = MOST_TRIALS / 2;
    int others = ranked.length - kept;
    return IntStream.range(0, MOST_TRIALS)
        .map(i -> i < kept ? i : kept + (int) ((long) (i - kept) * others / (MOST_TRIALS - kept)))
        .map(i -> ranked[i])
        .toArray();
  }

  /** A model of a sample; running trials count as having had the mean prediction. */
  static GaussianProcess withRunning(
      History history, Encoding encoding, Sample sample, double[] values, Hyperparameters hyper) {
    return withRunning(history, encoding, sample, values, hyper, Basin.NONE);
  }

  private static GaussianProcess withRunning(
      History history,
      Encoding encoding,
      Sample sample,
      double[] values,
      Hyperparameters hyper,
      Basin basin) {
    GaussianProcess known =
        GaussianProcess.of(encoding.kinds(), sample.points(), values, hyper, basin);
    int running = Math.min(MOST_RUNNING, history.running());
    if (running == 0) {
      return known;
    }
    int n = values.length;
    double[][] points = Arrays.copyOf(sample.points(), n + running);
    double[] believed = Arrays.copyOf(values, n + running);
    for (int i = 0; i < running; i++) {
      int trial = history.runningTrial(history.running() - running + i);
      points[n + i] = encoding.of(history, trial);
      believed[n + i] = known.mean(points[n + i]);
    }
    return GaussianProcess.of(encoding.kinds(), points, believed, hyper, basin);
  }
}
