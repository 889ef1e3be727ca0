package io.eagleray.search.sampler;

import io.eagleray.search.history.History;
import io.eagleray.search.space.Configuration;
import io.eagleray.search.space.SearchSpace;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** TPE at work in one study. */
final class TpeProposer implements Proposer {
  private static final int DUPLICATE_ROUNDS = 16;

  private final TpeSampler settings;
  private final SearchSpace space;
  private final Axis[] axes;
  private final SpreadStart startup;
  private final TpeSplit split;
  private final Mixture likely;
  private final Mixture unlikely;
  private final double[][] points;
  private final double[] scores;

  TpeProposer(TpeSampler settings, SearchSpace space, long seed) {
    this.settings = settings;
    this.space = space;
    this.axes = Axis.of(space);
    this.startup = new SpreadStart(axes, settings.startup(), seed);
    this.split = new TpeSplit(settings.gamma());
    this.likely = new Mixture(axes);
    this.unlikely = new Mixture(axes);
    this.points = new double[settings.candidates()][space.size()];
    this.scores = new double[settings.candidates()];
  }

  @Override
  public Optional<Configuration> propose(Ask ask) {
    History history = ask.history();
    if (history.ended() < settings.startup() || history.usable() < 2) {
      return Optional.of(space.fromUnit(startup.point(ask)));
    }
    split.divide(history);
    likely.fit(history, split.good(), split.goodCount());
    if (history.objectives() > 1) {
      likely.weigh(FrontSplit.weights(history, split.good(), split.goodCount()));
    }
    unlikely.fit(history, split.others(), split.otherCount());
    long values = space.cardinality().orElse(Long.MAX_VALUE);
    int rounds = values < 1000L * history.size() + 100_000 ? DUPLICATE_ROUNDS : 1;
    Configuration choice = null;
    for (int round = 0; round < rounds; round++) {
      choice = choose(history, ask.random());
      if (!history.hasSeen(choice)) {
        return Optional.of(choice);
      }
    }
    Configuration drawn = space.sample(ask.random());
    return Optional.of(history.hasSeen(drawn) && choice != null ? choice : drawn);
  }

  private Configuration choose(History history, RandomGenerator random) {
    for (int i = 0; i < points.length; i++) {
      likely.draw(random, points[i]);
      scores[i] = likely.logDensity(points[i]) - unlikely.logDensity(points[i]);
    }
    Configuration best = space.fromUnit(points[0]);
    for (int tried = 0; tried < points.length; tried++) {
      int top = 0;
      for (int i = 1; i < scores.length; i++) {
        if (scores[i] > scores[top]) {
          top = i;
        }
      }
      Configuration configuration = space.fromUnit(points[top]);
      if (!history.hasSeen(configuration)) {
        return configuration;
      }
      if (tried == 0) {
        best = configuration;
      }
      scores[top] = Double.NEGATIVE_INFINITY;
    }
    return best;
  }
}
