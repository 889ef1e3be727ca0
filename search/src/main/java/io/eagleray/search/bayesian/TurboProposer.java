package io.eagleray.search.bayesian;

import io.eagleray.search.gp.GaussianProcess;
import io.eagleray.search.history.History;
import io.eagleray.search.sampler.Ask;
import io.eagleray.search.sampler.Axis;
import io.eagleray.search.sampler.Proposer;
import io.eagleray.search.sampler.SpreadStart;
import io.eagleray.search.space.Configuration;
import io.eagleray.search.space.SearchSpace;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Bayesian optimisation in a trust region at work in one study. */
final class TurboProposer implements Proposer {
  private static final int LEAST_PATIENCE = 4;

  private final int startup;
  private final SearchSpace space;
  private final Axis[] axes;
  private final SpreadStart start;
  private final Encoding encoding;
  private final RegionModel models;

  TurboProposer(TurboSampler settings, SearchSpace space, long seed) {
    this.startup = settings.startup();
    this.space = space;
    this.axes = Axis.of(space);
    this.start = new SpreadStart(axes, startup, seed);
    this.encoding = new Encoding(axes);
    this.models = new RegionModel(encoding);
  }

  @Override
  public Optional<Configuration> propose(Ask ask) {
    History history = ask.history();
    TrustRegion region = TrustRegion.of(history, startup, Math.max(LEAST_PATIENCE, axes.length));
    if (region.trials().length < startup || history.usable() < 2) {
      return Optional.of(space.fromUnit(start.point(ask)));
    }
    GaussianProcess model = models.of(history, region);
    double[] middle = history.point(region.best());
    Region box = Box.stretched(axes, middle, region.length(), stretch(model));
    AcquisitionSearch search =
        AcquisitionSearch.improving(axes, box, encoding, model, model.leastMean(), ask.random());
    return Optional.of(Unseen.first(search.run(List.of(middle)), space, history, ask.random()));
  }

  /** How much longer the box is along each parameter: as the length scales, 1 in the middle. */
  private double[] stretch(GaussianProcess model) {
    double[] logs = new double[axes.length];
    for (int d = 0; d < logs.length; d++) {
      logs[d] = -Math.log(Math.max(1e-9, model.hyperparameters().relevance(d))) / 2;
    }
    double mean = IntStream.range(0, logs.length).mapToDouble(d -> logs[d]).average().orElse(0);
    return IntStream.range(0, logs.length).mapToDouble(d -> Math.exp(logs[d] - mean)).toArray();
  }
}
