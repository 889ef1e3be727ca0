package io.eagleray.search.cma;

import io.eagleray.search.history.History;
import io.eagleray.search.history.TrialState;
import io.eagleray.search.sampler.Ask;
import io.eagleray.search.sampler.Proposer;
import io.eagleray.search.sampler.Randomness;
import io.eagleray.search.space.Configuration;
import io.eagleray.search.space.SearchSpace;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * CMA-ES at work in one study. Each {@code size} trials that end are a generation, in the order in
 * which they end, whoever asked for them; so no worker waits for another. The distribution that a
 * trial was drawn from follows from how many had ended when it was asked for: its point inside the
 * cells of discrete parameters, which no history holds, is drawn again where it is not remembered.
 */
final class CmaProposer implements Proposer {
  /** In discrete spaces so many draws are tried for one that is new. */
  private static final int DRAWS = 8;

  private final long seed;
  private final Coordinates coordinates;
  private final LaunchPlan plan;
  private final Restarts restarts;
  private final int draws;

  /** The points of trials that the strategy has not learnt from. */
  private final Map<Integer, double[]> points = new HashMap<>();

  /** The trials that have ended since the last generation, and belong to this run. */
  private final List<Integer> generation = new ArrayList<>();

  private Run run;
  private int runs = 1;

  /** The first trial that was asked for after the last restart. */
  private int firstOfRun;

  /** How many trials have been looked at since they were asked for, and since they ended. */
  private int known;

  private int consumed;

  CmaProposer(CmaEsSampler settings, SearchSpace space, long seed) {
    this.seed = seed;
    this.coordinates = new Coordinates(space);
    int n = coordinates.ordered().length;
    int all = n + coordinates.unordered().length;
    int size = settings.populationSize().orElse(Weights.usualSize(all));
    Launch launch = new Launch(size, settings.sigma(), true);
    double[] middle = new double[n];
    Arrays.fill(middle, 0.5);
    this.plan = new LaunchPlan(settings.restarts(), launch);
    this.run = new Run(coordinates, launch, middle);
    this.restarts = settings.restarts();
    this.draws = space.cardinality().isPresent() ? DRAWS : 1;
  }

  @Override
  public Optional<Configuration> propose(Ask ask) {
    History history = ask.history();
    advance(history);
    if (ask.index() == 0) {
      return Optional.of(coordinates.configuration(first(ask.random())));
    }
    List<double[]> candidates = draws(ask.random());
    for (double[] point : candidates) {
      Configuration configuration = coordinates.configuration(point);
      if (!history.hasSeen(configuration)) {
        return Optional.of(configuration);
      }
    }
    return Optional.of(coordinates.configuration(candidates.getFirst()));
  }

  /** The first trial lies in the middle, where whoever made the space expects the good ones. */
  private double[] first(RandomGenerator random) {
    double[] point = run.draw(random);
    for (int i = 0; i < coordinates.ordered().length; i++) {
      point[coordinates.ordered()[i]] = run.mean()[i];
    }
    return point;
  }

  private List<double[]> draws(RandomGenerator random) {
    List<double[]> points = new ArrayList<>();
    for (int i = 0; i < draws; i++) {
      points.add(run.draw(random));
    }
    return points;
  }

  /** Follows the history: remembers where trials came from, and learns from whole generations. */
  private void advance(History history) {
    while (true) {
      while (known < history.size() && history.endingsBefore(known) <= consumed) {
        points.put(known, pointOf(history, known));
        known++;
      }
      if (consumed == history.endings()) {
        return;
      }
      consume(history, history.ending(consumed++));
    }
  }

  private void consume(History history, int trial) {
    if (trial < firstOfRun) {
      points.remove(trial);
      return;
    }
    generation.add(trial);
    if (generation.size() == run.launch().size()) {
      learn(history);
      generation.clear();
      if (restarts != Restarts.NONE && run.isOver()) {
        restart();
      }
    }
  }

  private double[] pointOf(History history, int trial) {
    Configuration configuration = history.configuration(trial);
    for (double[] point : draws(Randomness.of(seed, trial))) {
      if (coordinates.configuration(point).equals(configuration)) {
        return point;
      }
    }
    return foreign(history, trial);
  }

  /** A point that somebody else proposed: the middles of its cells. */
  private double[] foreign(History history, int trial) {
    double[] point = new double[coordinates.parameters()];
    Arrays.fill(point, 0.5);
    for (int i = 0; i < coordinates.ordered().length; i++) {
      int parameter = coordinates.ordered()[i];
      double unit = history.unit(trial, parameter);
      point[parameter] = Double.isNaN(unit) ? run.mean()[i] : unit;
    }
    for (int parameter : coordinates.unordered()) {
      double unit = history.unit(trial, parameter);
      point[parameter] =
          Double.isNaN(unit) ? run.draw(Randomness.of(seed, trial))[parameter] : unit;
    }
    return point;
  }

  private void learn(History history) {
    generation.sort(history::compare);
    List<double[]> sorted = new ArrayList<>();
    for (int trial : generation) {
      sorted.add(points.get(trial));
      points.remove(trial);
    }
    double[] losses =
        generation.stream()
            .filter(t -> history.state(t) != TrialState.FAILED)
            .mapToDouble(history::loss)
            .filter(Double::isFinite)
            .toArray();
    run.learn(sorted, losses);
  }

  private void restart() {
    plan.ended(run.launch(), run.trials(), runs == 1);
    RandomGenerator random = Randomness.of(seed, -1L - runs);
    runs++;
    firstOfRun = known;
    double[] mean = random.doubles(coordinates.ordered().length).toArray();
    run = new Run(coordinates, plan.next(random), mean);
  }
}
