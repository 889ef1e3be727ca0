package io.eagleray.engine.ray;

import io.eagleray.model.ray.Tune;
import io.eagleray.run.RunEvent;
import io.eagleray.run.TrialState;
import io.eagleray.run.TrialStatus;
import io.eagleray.search.pareto.NonDominatedSort;
import io.eagleray.spi.NodeWalking;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The trials that a search was for: those that did not fail and have finite values.
 *
 * <p>With {@code best: last} the best one has the best last report among the trials at the highest
 * step reached, and those that have done enough by their results ({@link Tune#endsByResult}); with
 * {@code max_over_time} the best report of all. Equal values: the earlier trial.
 *
 * <p>With several objectives no trial need be better than all others. The best ones are the front:
 * among the trials at the highest step those than which no other is better in one objective without
 * being worse in another. The first of them is a compromise: the one nearest to the point that has
 * the best value of the front in each objective, each measured by the front's range.
 *
 * @param trials the best first
 * @param front how many of them are best: 1 for one objective
 */
record Ranking(List<BestTrial> trials, int front) {

  static Ranking of(List<TrialState> all, Tune tune, NodeWalking walking) {
    return tune.hasSeveralObjectives() ? several(all, tune) : one(all, tune, walking);
  }

  /** The best trials, the first of them first; empty where there is none. */
  List<BestTrial> best() {
    return trials.subList(0, Math.min(front, trials.size()));
  }

  /**
   * The best complete trial that is better than the best one, which came further; none for several
   * objectives.
   */
  Optional<BestTrial> betterButShorter(Tune tune) {
    if (tune.hasSeveralObjectives()) {
      return Optional.empty();
    }
    double best = losses(trials.getFirst(), tune)[0];
    return trials.stream()
        .filter(candidate -> candidate.trial().status() == TrialStatus.COMPLETED)
        .filter(candidate -> losses(candidate, tune)[0] < best)
        .min(Comparator.comparingDouble(candidate -> losses(candidate, tune)[0]));
  }

  private static Ranking one(List<TrialState> all, Tune tune, NodeWalking walking) {
    boolean overTime = tune.best() == Tune.Best.MAX_OVER_TIME;
    MetricRule rule = new MetricRule(tune);
    Map<Integer, Double> best = overTime ? bestReports(tune, rule, walking) : Map.of();
    List<BestTrial> candidates = new ArrayList<>();
    for (BestTrial last : candidates(all, rule)) {
      candidates.add(
          overTime
              ? new BestTrial(
                  last.trial(), new double[] {best.getOrDefault(last.trial().number(), Double.NaN)})
              : last);
    }
    candidates.removeIf(candidate -> !isFinite(candidate));
    Comparator<BestTrial> byLoss =
        Comparator.comparingDouble(candidate -> losses(candidate, tune)[0]);
    candidates.sort(overTime ? byLoss : furthestFirst(tune).thenComparing(byLoss));
    return new Ranking(candidates, 1);
  }

  private static Ranking several(List<TrialState> all, Tune tune) {
    List<BestTrial> candidates = new ArrayList<>(candidates(all, new MetricRule(tune)));
    candidates.removeIf(candidate -> !isFinite(candidate));
    candidates.sort(furthestFirst(tune));
    List<BestTrial> ranked = new ArrayList<>();
    int front = 0;
    for (int from = 0; from < candidates.size(); ) {
      int to = from;
      int step = reached(candidates.get(from), tune);
      while (to < candidates.size() && reached(candidates.get(to), tune) == step) {
        to++;
      }
      List<List<BestTrial>> fronts = fronts(candidates.subList(from, to), tune);
      front = from == 0 ? fronts.getFirst().size() : front;
      fronts.forEach(ranked::addAll);
      from = to;
    }
    return new Ranking(ranked, front);
  }

  /** One front after the other, the compromise first in each. */
  private static List<List<BestTrial>> fronts(List<BestTrial> trials, Tune tune) {
    double[][] losses = trials.stream().map(trial -> losses(trial, tune)).toArray(double[][]::new);
    int[] ranks = NonDominatedSort.ranks(losses);
    List<List<BestTrial>> fronts = new ArrayList<>();
    for (int i = 0; i < ranks.length; i++) {
      while (fronts.size() <= ranks[i]) {
        fronts.add(new ArrayList<>());
      }
      fronts.get(ranks[i]).add(trials.get(i));
    }
    fronts.forEach(front -> sortByDistance(front, tune));
    return fronts;
  }

  private static void sortByDistance(List<BestTrial> front, Tune tune) {
    int objectives = tune.objectives().size();
    double[] least = new double[objectives];
    double[] range = new double[objectives];
    for (int m = 0; m < objectives; m++) {
      int objective = m;
      var losses =
          front.stream().mapToDouble(trial -> losses(trial, tune)[objective]).summaryStatistics();
      least[m] = losses.getMin();
      range[m] = losses.getMax() - losses.getMin();
    }
    front.sort(
        Comparator.comparingDouble(trial -> {
          double sum = 0;
          double[] losses = losses(trial, tune);
          for (int m = 0; m < objectives; m++) {
            double share = range[m] > 0 ? (losses[m] - least[m]) / range[m] : 0;
            sum += share * share;
          }
          return sum;
        }));
  }

  private static Comparator<BestTrial> furthestFirst(Tune tune) {
    return Comparator.comparingInt(candidate -> -reached(candidate, tune));
  }

  /** The step that a trial counts at. */
  private static int reached(BestTrial candidate, Tune tune) {
    TrialState trial = candidate.trial();
    return tune.endsByResult() && trial.status() == TrialStatus.COMPLETED
        ? Integer.MAX_VALUE
        : trial.lastStep();
  }

  private static List<BestTrial> candidates(List<TrialState> all, MetricRule rule) {
    return all.stream()
        .filter(trial ->
            trial.status() == TrialStatus.COMPLETED || trial.status() == TrialStatus.STOPPED)
        .map(trial -> new BestTrial(trial, rule.valuesOrNaN(trial.metrics())))
        .toList();
  }

  private static boolean isFinite(BestTrial candidate) {
    for (double value : candidate.values()) {
      if (!Double.isFinite(value)) {
        return false;
      }
    }
    return true;
  }

  /** Smaller is better. */
  private static double[] losses(BestTrial candidate, Tune tune) {
    double[] losses = candidate.values().clone();
    for (int m = 0; m < losses.length; m++) {
      losses[m] *= tune.objectives().get(m).mode() == Tune.Mode.MAX ? -1 : 1;
    }
    return losses;
  }

  private static Map<Integer, Double> bestReports(Tune tune, MetricRule rule, NodeWalking walking) {
    Map<Integer, Double> best = new HashMap<>();
    walking.replay(event -> {
      if (event.body() instanceof RunEvent.TrialReported report
          && report.path().equals(walking.path())) {
        double value = rule.valuesOrNaN(report.metrics())[0];
        if (Double.isFinite(value)) {
          best.merge(report.trial(), value, tune.mode() == Tune.Mode.MAX ? Math::max : Math::min);
        }
      }
    });
    return best;
  }
}
