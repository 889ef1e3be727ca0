package io.eagleray.search.bayesian;

import io.eagleray.search.gp.Fit;
import io.eagleray.search.gp.GaussianProcess;
import io.eagleray.search.gp.HalfRank;
import io.eagleray.search.gp.Hyperparameters;
import io.eagleray.search.gp.Prior;
import io.eagleray.search.gp.Prior.Belief;
import io.eagleray.search.history.History;
import java.util.Arrays;

/**
 * Gaussian processes of the trials in a trust region. Hyperparameters are fitted anew after a tenth
 * more trials, always to the first so many of the run, so they are the same after a resume.
 */
final class RegionModel {
  private static final int MOST_TRIALS = 200;
  private static final int MOST_FITTED = 120;

  /** The more coordinates beyond these, the less each of them is believed to matter. */
  private static final double USUAL_COORDINATES = 8;

  private final Encoding encoding;
  private final Prior prior;
  private int[] fittedTo = new int[0];
  private Hyperparameters fitted = new Hyperparameters(new double[0], 1, 1);

  RegionModel(Encoding encoding) {
    this.encoding = encoding;
    Prior smooth = Prior.smooth();
    double shift = Math.log(Math.max(1, encoding.kinds().count() / USUAL_COORDINATES));
    this.prior =
        new Prior(
            new Belief(smooth.relevance().mean() - shift, smooth.relevance().spread()),
            smooth.scale(),
            smooth.noise());
  }

  /** A model from the trials of the region's run that are nearest to its middle. */
  GaussianProcess of(History history, TrustRegion region) {
    fit(history, region.trials());
    Sample sample =
        Sample.of(
            history, encoding, nearest(history, region.trials(), region.best(), MOST_TRIALS), 0);
    return Surrogate.withRunning(history, encoding, sample, HalfRank.warp(sample.losses()), fitted);
  }

  private void fit(History history, int[] trials) {
    int[] first = Arrays.copyOf(trials, Surrogate.due(trials.length));
    if (!Arrays.equals(first, fittedTo)) {
      int best = Arrays.stream(first).boxed().min(history::compare).orElseThrow();
      Sample sample = Sample.of(history, encoding, nearest(history, first, best, MOST_FITTED), 0);
      fitted = Fit.of(encoding.kinds(), sample.points(), HalfRank.warp(sample.losses()), prior);
      fittedTo = first;
    }
  }

  private int[] nearest(History history, int[] trials, int middle, int most) {
    return trials.length <= most
        ? trials
        : Surrogate.nearest(trials, Surrogate.distances(history, encoding, trials, middle), most);
  }
}
