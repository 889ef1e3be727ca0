package io.eagleray.search.importance;

import io.eagleray.search.history.History;
import io.eagleray.search.history.TrialState;
import io.eagleray.search.space.Configuration;
import io.eagleray.search.space.Domain;
import io.eagleray.search.space.Parameter;
import io.eagleray.search.space.SearchSpace;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

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
   * equally good. Empty with fewer than {@value #FEWEST_TRIALS} completed trials.
   */
  public static Optional<Map<String, Double>> of(History history) {
    List<Configuration> configurations = new ArrayList<>();
    List<Double> losses = new ArrayList<>();
    for (int trial = 0; trial < history.size(); trial++) {
      if (history.state(trial) == TrialState.COMPLETED) {
        configurations.add(history.configuration(trial));
        losses.add(history.loss(trial));
      }
    }
    return of(history.space(), configurations, losses);
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
    Map<String, Double> shares = new LinkedHashMap<>();
    double sum = 0;
    for (Parameter parameter : space.parameters()) {
      double weight = flat ? 0 : weight(parameter, bestFirst);
      shares.put(parameter.name(), weight);
      sum += weight;
    }
    double total = sum == 0 ? 1 : sum;
    shares.replaceAll((name, weight) -> weight / total);
    return Optional.of(shares);
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
