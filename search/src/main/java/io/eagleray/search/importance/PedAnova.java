package io.eagleray.search.importance;

import static java.util.Comparator.reverseOrder;

import io.eagleray.search.history.History;
import io.eagleray.search.history.TrialState;
import io.eagleray.search.space.Configuration;
import io.eagleray.search.space.Domain;
import io.eagleray.search.space.Parameter;
import io.eagleray.search.space.SearchSpace;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Which parameters decide whether a trial is among the best tenth (PED-ANOVA, Watanabe, Bansal and
 * Hutter, IJCAI 2023). For each parameter the distribution of its values among the best trials is
 * held against that among all of them; the farther apart (by Pearson's divergence), the more the
 * parameter matters. What two parameters do only together is not seen.
 */
public final class PedAnova {
  /** With fewer trials than this, chance decides. */
  public static final int FEWEST_TRIALS = 20;

  private static final double BEST_SHARE = 0.1;
  private static final int FEWEST_BEST = 5;

  private PedAnova() {}

  /**
   * The parameters' shares in the order of the space, adding up to 1; all 0 where every trial was
   * equally good. Empty with fewer than {@value #FEWEST_TRIALS} trials that have ended with a
   * value.
   *
   * <p>The trials count in the history's order: stopped ones behind those that completed, the
   * earlier the farther behind; with several objectives the first fronts are the best. So the
   * shares say what decides whether a trial is feasible, is kept running, and lies near the front.
   */
  public static Optional<Map<String, Double>> of(History history) {
    List<Integer> bestFirst =
        IntStream.range(0, history.usable()).mapToObj(history::ranked).toList();
    return of(history, bestFirst);
  }

  /**
   * The same for one objective alone, by its loss; stopped trials as above, constraints not looked
   * at.
   */
  public static Optional<Map<String, Double>> of(History history, int objective) {
    List<Integer> bestFirst =
        IntStream.range(0, history.usable())
            .mapToObj(history::ranked)
            .sorted(
                Comparator.<Integer, Boolean>comparing(
                        trial -> history.state(trial) != TrialState.COMPLETED)
                    .thenComparing(trial -> stepIfStopped(history, trial), reverseOrder())
                    .thenComparing(trial -> history.loss(trial, objective)))
            .toList();
    return of(history, bestFirst);
  }

  private static long stepIfStopped(History history, int trial) {
    return history.state(trial) == TrialState.COMPLETED ? 0 : history.step(trial);
  }

  private static Optional<Map<String, Double>> of(History history, List<Integer> bestFirst) {
    if (bestFirst.size() < FEWEST_TRIALS) {
      return Optional.empty();
    }
    double[] first = history.losses(bestFirst.getFirst());
    boolean flat =
        bestFirst.stream().allMatch(trial -> Arrays.equals(first, history.losses(trial)));
    return Optional.of(
        shares(history.space(), bestFirst.stream().map(history::configuration).toList(), flat));
  }

  /**
   * The same for trials from anywhere.
   *
   * @param losses one for each configuration, smaller is better; trials whose loss is not finite
   *     are left out
   */
  public static Optional<Map<String, Double>> of(
      SearchSpace space, List<Configuration> configurations, List<Double> losses) {
    List<Integer> ranked = new ArrayList<>();
    for (int i = 0; i < configurations.size(); i++) {
      if (Double.isFinite(losses.get(i))) {
        ranked.add(i);
      }
    }
    if (ranked.size() < FEWEST_TRIALS) {
      return Optional.empty();
    }
    ranked.sort(Comparator.comparing(losses::get));
    boolean flat = losses.get(ranked.getFirst()).equals(losses.get(ranked.getLast()));
    List<Configuration> bestFirst =
        ranked.stream().<Configuration>map(configurations::get).toList();
    return Optional.of(shares(space, bestFirst, flat));
  }

  private static Map<String, Double> shares(
      SearchSpace space, List<Configuration> bestFirst, boolean flat) {
    Map<String, Double> shares = new LinkedHashMap<>();
    double sum = 0;
    for (Parameter parameter : space.parameters()) {
      double weight = flat ? 0 : weight(parameter, bestFirst);
      shares.put(parameter.name(), weight);
      sum += weight;
    }
    double total = sum == 0 ? 1 : sum;
    shares.replaceAll((name, weight) -> weight / total);
    return shares;
  }

  /** A parameter that few trials have is judged among those, and counts for their share only. */
  private static double weight(Parameter parameter, List<Configuration> bestFirst) {
    Domain domain = parameter.domain();
    double[] units =
        bestFirst.stream()
            .filter(configuration -> configuration.has(parameter.name()))
            .mapToDouble(configuration -> domain.toUnit(configuration.get(parameter.name())))
            .toArray();
    int best = Math.max(FEWEST_BEST, (int) Math.ceil(BEST_SHARE * units.length));
    if (domain.cardinality().orElse(2) == 1 || units.length <= best) {
      return 0;
    }
    int categories =
        domain.isOrdered() ? 0 : (int) Math.min(1 << 20, domain.cardinality().orElse(1));
    Histogram among = Histogram.of(units, best, categories);
    Histogram all = Histogram.of(units, units.length, categories);
    return all.divergence(among) * units.length / bestFirst.size();
  }
}
