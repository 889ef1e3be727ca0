package io.eagleray.search.sampler;

import io.eagleray.search.gp.GaussianProcess;
import io.eagleray.search.gp.GaussianProcess.Prediction;
import io.eagleray.search.history.History;
import io.eagleray.search.space.Configuration;
import io.eagleray.search.space.SearchSpace;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/** Bayesian optimisation with a Gaussian process at work in one study. */
final class GpProposer implements Proposer {
  /** The search for a proposal looks around so many of the best trials. */
  private static final int GOOD = 10;

  /**
   * Improvements below this, in standard deviations of the warped losses, are not worth a trial.
   */
  private static final double MARGIN = 0.01;

  private static final int MOST_DRAWS = 64;

  private final int startup;
  private final SearchSpace space;
  private final Axis[] axes;
  private final SpreadStart start;
  private final Surrogate surrogate;
  private final Branches branches;

  GpProposer(GpSampler settings, SearchSpace space, long seed) {
    this.startup = settings.startup();
    this.space = space;
    this.axes = Axis.of(space);
    this.start = new SpreadStart(axes, startup, seed);
    this.surrogate = new Surrogate(new Encoding(axes));
    this.branches = new Branches(axes);
  }

  @Override
  public Optional<Configuration> propose(Ask ask) {
    History history = ask.history();
    if (history.ended() < startup || history.usable() < 2) {
      return Optional.of(space.fromUnit(start.point(ask)));
    }
    Alternation phase = Alternation.next(history, startup);
    if (phase.local()) {
      return Optional.of(around(branches.drawBest(history, ask.random()), phase.side(), ask));
    }
    GaussianProcess model = surrogate.everywhere(history);
    List<double[]> good =
        IntStream.range(0, Math.min(GOOD, history.usable()))
            .mapToObj(i -> history.point(history.ranked(i)))
            .toList();
    return Optional.of(best(model, new Region.Everywhere(), good, ask));
  }

  private Configuration around(int middle, double side, Ask ask) {
    History history = ask.history();
    double[] point = history.point(middle);
    boolean isBest = middle == history.ranked(0);
    Region box = new Region.Box(axes, point, isBest ? side : Alternation.FIRST_SIDE);
    int[] trials =
        IntStream.range(0, history.ended())
            .map(history::ranked)
            .filter(trial -> branches.areOne(history, trial, middle))
            .toArray();
    GaussianProcess model = surrogate.around(history, middle, trials, box.side());
    return best(model, box, List.of(point), ask);
  }

  private Configuration best(GaussianProcess model, Region region, List<double[]> good, Ask ask) {
    Encoding encoding = surrogate.encoding();
    double[] scratch = new double[model.size()];
    double incumbent =
        IntStream.range(0, model.size())
            .mapToDouble(i -> model.mean(model.point(i)))
            .min()
            .orElseThrow();
    AcquisitionSearch search =
        new AcquisitionSearch(
            axes,
            region,
            point -> {
              Prediction at = model.predict(encoding.of(point), scratch);
              return ExpectedImprovement.log(at.mean(), at.deviation(), incumbent - MARGIN);
            },
            ask.random());
    return unseen(search.run(good), ask.history(), ask.random());
  }

  /** The first that was not tried, or any other that was not, or the first if all were. */
  private Configuration unseen(List<double[]> points, History history, RandomGenerator random) {
    for (double[] point : points) {
      Configuration configuration = space.fromUnit(point);
      if (!history.hasSeen(configuration)) {
        return configuration;
      }
    }
    for (int i = 0; i < MOST_DRAWS; i++) {
      Configuration drawn = space.sample(random);
      if (!history.hasSeen(drawn)) {
        return drawn;
      }
    }
    return points.isEmpty() ? space.sample(random) : space.fromUnit(points.getFirst());
  }
}
