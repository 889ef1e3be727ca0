package io.eagleray.search.sampler;

import io.eagleray.search.history.History;
import io.eagleray.search.space.Configuration;
import io.eagleray.search.space.SearchSpace;
import java.util.Arrays;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** TPE at work in one study. */
final class TpeProposer implements Proposer {
  /**
   * More good trials than this make the model of the good too flat (Optuna uses the same bound).
   */
  private static final int MOST_GOOD = 25;

  /** So many of the other trials shape their model; at more the gain is not worth the time. */
  private static final int MOST_OTHERS = 400;

  private static final int DUPLICATE_ROUNDS = 16;

  private final TpeSampler settings;
  private final SearchSpace space;
  private final Axis[] axes;
  private final LatinHypercube startup;

  TpeProposer(TpeSampler settings, SearchSpace space, long seed) {
    this.settings = settings;
    this.space = space;
    this.axes = Axis.of(space);
    this.startup = new LatinHypercube(settings.startup(), space.size(), seed);
  }

  @Override
  public Optional<Configuration> propose(Ask ask) {
    History history = ask.history();
    if (history.ended() < settings.startup() || history.usable() < 2) {
      return Optional.of(spread(ask));
    }
    int good = goodCount(history);
    Mixture likely = new Mixture(axes, history, best(history, good));
    Mixture unlikely = new Mixture(axes, history, others(history, good));
    long values = space.cardinality().orElse(Long.MAX_VALUE);
    int rounds = values < 1000L * history.size() + 100_000 ? DUPLICATE_ROUNDS : 1;
    Configuration choice = null;
    for (int round = 0; round < rounds; round++) {
      choice = choose(likely, unlikely, history, ask.random());
      if (!history.hasSeen(choice)) {
        return Optional.of(choice);
      }
    }
    Configuration drawn = space.sample(ask.random());
    return Optional.of(history.hasSeen(drawn) && choice != null ? choice : drawn);
  }

  /** The first trial lies in the middle, where whoever made the space expects the good ones. */
  private Configuration spread(Ask ask) {
    double[] point = startup.point(ask.index(), ask.random());
    if (ask.index() == 0) {
      for (int d = 0; d < point.length; d++) {
        point[d] = axes[d].isCategorical() ? point[d] : 0.5;
      }
    }
    return space.fromUnit(point);
  }

  private int goodCount(History history) {
    int count = (int) Math.ceil(settings.gamma() * history.ended());
    return Math.min(history.usable(), Math.min(MOST_GOOD, count));
  }

  private static int[] best(History history, int count) {
    int[] trials = new int[count];
    for (int i = 0; i < count; i++) {
      trials[i] = history.ranked(i);
    }
    Arrays.sort(trials);
    return trials;
  }

  /** The trials that are not good, evenly thinned out by rank where there are too many. */
  private static int[] others(History history, int good) {
    int ended = history.ended() - good;
    int running = Math.min(history.running(), MOST_OTHERS);
    int kept = Math.min(ended, MOST_OTHERS - running);
    int[] trials = new int[kept + running];
    for (int i = 0; i < kept; i++) {
      trials[i] = history.ranked(good + (int) ((long) i * ended / kept));
    }
    for (int i = 0; i < running; i++) {
      trials[kept + i] = history.runningTrial(history.running() - 1 - i);
    }
    Arrays.sort(trials);
    return trials;
  }

  private Configuration choose(
      Mixture likely, Mixture unlikely, History history, RandomGenerator random) {
    double[][] points = new double[settings.candidates()][];
    double[] scores = new double[points.length];
    for (int i = 0; i < points.length; i++) {
      points[i] = likely.draw(random);
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
