package io.eagleray.search.tpe;

import io.eagleray.search.history.History;
import io.eagleray.search.sampler.Ask;
import io.eagleray.search.sampler.Axis;
import io.eagleray.search.sampler.Proposer;
import io.eagleray.search.sampler.SpreadStart;
import io.eagleray.search.space.Configuration;
import io.eagleray.search.space.SearchSpace;
import java.util.Optional;

/** TPE at work in one study. */
final class TpeProposer implements Proposer {
  private final TpeSampler settings;
  private final SearchSpace space;
  private final SpreadStart startup;
  private final TpeSplit split;
  private final DensityRatio ratio;

  TpeProposer(TpeSampler settings, SearchSpace space, long seed) {
    this.settings = settings;
    this.space = space;
    Axis[] axes = Axis.of(space);
    this.startup = new SpreadStart(axes, settings.startup(), seed);
    this.split = new TpeSplit(settings.gamma());
    this.ratio = new DensityRatio(space, axes, settings.candidates());
  }

  @Override
  public Optional<Configuration> propose(Ask ask) {
    History history = ask.history();
    if (history.ended() < settings.startup() || history.usable() < 2) {
      return Optional.of(space.fromUnit(startup.point(ask)));
    }
    split.divide(history);
    ratio.likely().fit(history, split.good(), split.goodCount());
    if (history.objectives() > 1) {
      ratio.likely().weigh(FrontSplit.weights(history, split.good(), split.goodCount()));
    }
    ratio.unlikely().fit(history, split.others(), split.otherCount());
    return Optional.of(ratio.choose(history, ask.random()));
  }
}
