package io.eagleray.search.bayesian;

import io.eagleray.search.gp.GaussianProcess;
import io.eagleray.search.gp.GaussianProcess.Prediction;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * What a Gaussian process for each of several losses says of the front: each proposal goes along
 * one direction, drawn evenly, towards the point where the largest of the losses, each divided by
 * the direction's share, may be smallest (random hypervolume scalarisations, Golovin and Zhang
 * 2020; with optimistic predictions, Paria et al. 2019). Over all directions that is the
 * hypervolume.
 */
final class FrontSearch {
  /** How many standard deviations below the mean a loss is hoped to be. */
  private static final double OPTIMISM = 1;

  /** The aim lies so far below the lowest losses, in their standard deviations. */
  private static final double BEYOND = 0.1;

  private static final double LEAST_SHARE = 1e-3;

  private final Encoding encoding;
  private final List<GaussianProcess> models;
  private final double[] aims;
  private final double[] direction;

  FrontSearch(Encoding encoding, List<GaussianProcess> models, RandomGenerator random) {
    this.encoding = encoding;
    this.models = models;
    this.aims = models.stream().mapToDouble(model -> lowest(model) - BEYOND).toArray();
    this.direction = direction(models.size(), random);
  }

  private static double lowest(GaussianProcess model) {
    return IntStream.range(0, model.size())
        .mapToDouble(i -> model.mean(model.point(i)))
        .min()
        .orElseThrow();
  }

  /** Of length 1, drawn evenly; no share is so small that its loss alone would count. */
  private static double[] direction(int count, RandomGenerator random) {
    double[] direction = new double[count];
    double sum = 0;
    for (int m = 0; m < count; m++) {
      direction[m] = Math.abs(random.nextGaussian());
      sum += direction[m] * direction[m];
    }
    for (int m = 0; m < count; m++) {
      direction[m] = Math.max(LEAST_SHARE, direction[m] / Math.sqrt(sum));
    }
    return direction;
  }

  /** How good a point of the unit cube may be, larger is better. */
  ToDoubleFunction<double[]> promise() {
    double[] scratch = new double[models.stream().mapToInt(GaussianProcess::size).max().orElse(0)];
    return unit -> {
      double[] point = encoding.of(unit);
      double most = Double.NEGATIVE_INFINITY;
      for (int m = 0; m < aims.length; m++) {
        Prediction at = models.get(m).predict(point, scratch);
        double hoped = at.mean() - OPTIMISM * at.deviation();
        most = Math.max(most, (hoped - aims[m]) / direction[m]);
      }
      return -most;
    };
  }
}
