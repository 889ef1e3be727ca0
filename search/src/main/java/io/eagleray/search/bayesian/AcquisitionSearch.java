package io.eagleray.search.bayesian;

import io.eagleray.search.gp.GaussianProcess;
import io.eagleray.search.gp.GaussianProcess.Prediction;
import io.eagleray.search.sampler.Axis;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.random.RandomGenerator;

/**
 * Looks for the point of a region where a function is largest, whatever the kinds of the
 * parameters: many draws, half of them near points that are known to be good, then uphill from the
 * best of them by random steps whose width adapts.
 */
final class AcquisitionSearch {
  private static final int DRAWS = 500;
  private static final int CLIMBS = 8;
  private static final int STEPS = 80;
  private static final double FIRST_STEP = 0.15;
  private static final double LEAST_STEP = 1e-4;

  /**
   * Improvements below this, in standard deviations of the warped losses, are not worth a trial.
   */
  private static final double MARGIN = 0.01;

  private final Moves moves;
  private final Region region;
  private final ToDoubleFunction<double[]> function;
  private final RandomGenerator random;

  private record Candidate(double[] point, double value) {}

  AcquisitionSearch(
      Axis[] axes, Region region, ToDoubleFunction<double[]> function, RandomGenerator random) {
    this.moves = new Moves(axes);
    this.region = region;
    this.function = function;
    this.random = random;
  }

  /** A search for where a model hopes for the largest improvement on a loss. */
  static AcquisitionSearch improving(
      Axis[] axes,
      Region region,
      Encoding encoding,
      GaussianProcess model,
      double incumbent,
      RandomGenerator random) {
    double[] scratch = new double[model.size()];
    return new AcquisitionSearch(
        axes,
        region,
        point -> {
          Prediction at = model.predict(encoding.of(point), scratch);
          return ExpectedImprovement.log(at.mean(), at.deviation(), incumbent - MARGIN);
        },
        random);
  }

  /**
   * Points of the region, the best first.
   *
   * @param good points to look around of, the best first; at least one
   */
  List<double[]> run(List<double[]> good) {
    List<Candidate> found = new ArrayList<>();
    for (int i = 0; i < DRAWS; i++) {
      consider(moves.draw(region, random), found);
      // The better, the more often.
      double[] near = good.get((int) (good.size() * random.nextDouble() * random.nextDouble()));
      double step = region.side() * Math.pow(10, -0.3 - 2 * random.nextDouble());
      consider(moves.neighbour(near, step, random), found);
    }
    found.sort(BEST_FIRST);
    for (int i = 0, climbs = Math.min(CLIMBS, found.size()); i < climbs; i++) {
      found.add(climbed(found.get(i)));
    }
    found.sort(BEST_FIRST);
    return found.stream().map(Candidate::point).toList();
  }

  private static final Comparator<Candidate> BEST_FIRST =
      Comparator.comparingDouble(Candidate::value).reversed();

  private void consider(double[] point, List<Candidate> found) {
    if (region.contains(point)) {
      found.add(new Candidate(point, function.applyAsDouble(point)));
    }
  }

  private Candidate climbed(Candidate from) {
    Candidate at = from;
    double step = FIRST_STEP * region.side();
    for (int k = 0; k < STEPS; k++) {
      double[] point = moves.neighbour(at.point, step, random);
      double value = region.contains(point) ? function.applyAsDouble(point) : at.value;
      if (value > at.value) {
        at = new Candidate(point, value);
        step = Math.min(0.5, 1.5 * step);
      } else {
        step = Math.max(LEAST_STEP, 0.93 * step);
      }
    }
    return at;
  }
}
