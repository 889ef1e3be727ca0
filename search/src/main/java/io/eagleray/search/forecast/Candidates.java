package io.eagleray.search.forecast;

import io.eagleray.search.history.History;
import io.eagleray.search.space.Configuration;
import io.eagleray.search.space.SearchSpace;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.random.RandomGenerator;

/** Looks for the new configuration of which most is expected: anywhere, then around the best. */
final class Candidates {
  private static final int DRAWN = 300;
  private static final int PARENTS = 6;
  private static final int CHILDREN = 25;
  private static final int ROUNDS = 3;
  private static final int KEPT = 3;

  private static final double NARROWEST = 0.01;
  private static final double WIDEST = 0.3;

  private static final Comparator<Candidate> BEST_FIRST =
      Comparator.comparingDouble((Candidate candidate) -> candidate.improvement()).reversed();

  /**
   * A configuration to start.
   *
   * @param improvement by how much it is expected to end below the best
   */
  record Candidate(Configuration configuration, double improvement) {}

  private final Forecast forecast;
  private final SearchSpace space;
  private final RandomGenerator random;
  private final List<Candidate> seen = new ArrayList<>();

  private Candidates(Forecast forecast, SearchSpace space, RandomGenerator random) {
    this.forecast = forecast;
    this.space = space;
    this.random = random;
  }

  /** The best one found that was not tried before, or the best one where all were. */
  static Candidate best(Forecast forecast, History history, RandomGenerator random) {
    Candidates candidates = new Candidates(forecast, history.space(), random);
    candidates.search(history);
    return candidates.seen.stream()
        .filter(candidate -> !history.hasSeen(candidate.configuration()))
        .findFirst()
        .orElseGet(candidates.seen::getFirst);
  }

  private void search(History history) {
    for (int i = 0; i < DRAWN; i++) {
      consider(space.sample(random));
    }
    List<Integer> parents = new ArrayList<>();
    for (int trial = 0; trial < history.size(); trial++) {
      if (history.step(trial) > 0) {
        parents.add(trial);
      }
    }
    parents.sort(Comparator.comparingDouble(forecast::mean));
    for (int parent : parents.subList(0, Math.min(PARENTS, parents.size()))) {
      considerAround(history.configuration(parent));
    }
    for (int round = 0; round < ROUNDS; round++) {
      seen.sort(BEST_FIRST);
      List.copyOf(seen.subList(0, KEPT)).forEach(top -> considerAround(top.configuration()));
    }
    seen.sort(BEST_FIRST);
  }

  private void considerAround(Configuration parent) {
    double[] unit = space.toUnit(parent);
    for (int i = 0; i < CHILDREN; i++) {
      consider(space.fromUnit(child(unit)));
    }
  }

  private void consider(Configuration configuration) {
    seen.add(new Candidate(configuration, forecast.improvement(space.toUnit(configuration))));
  }

  /** Moves some coordinates, all by steps of one size, which is drawn on a logarithmic scale. */
  private double[] child(double[] parent) {
    double[] unit = parent.clone();
    double width = NARROWEST * Math.pow(WIDEST / NARROWEST, random.nextDouble());
    double share = Math.max(0.3, 1.5 / parent.length);
    for (int d = 0; d < unit.length; d++) {
      boolean moves = random.nextDouble() < share;
      boolean ordered = space.parameters().get(d).domain().isOrdered();
      if (Double.isNaN(unit[d]) || moves && !ordered) {
        unit[d] = random.nextDouble();
      } else if (moves) {
        unit[d] = Math.clamp(unit[d] + width * random.nextGaussian(), 0.0, 1.0);
      }
    }
    return unit;
  }
}
