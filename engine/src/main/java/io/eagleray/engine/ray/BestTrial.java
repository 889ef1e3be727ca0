package io.eagleray.engine.ray;

import io.eagleray.model.ray.Tune;
import io.eagleray.run.RunEvent;
import io.eagleray.run.TrialState;
import io.eagleray.run.TrialStatus;
import io.eagleray.spi.NodeWalking;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The trial that a search was for.
 *
 * <p>With {@code best: last} it is the best last report among the trials at the highest step
 * reached; with {@code max_over_time} the best report of all. Equal values: the earlier trial.
 */
record BestTrial(TrialState trial, double value) {

  static Optional<BestTrial> of(List<TrialState> trials, Tune tune, NodeWalking walking) {
    return ranked(trials, tune, walking).stream().findFirst();
  }

  /** The trials that did not fail and have a finite value, the best first. */
  static List<BestTrial> ranked(List<TrialState> trials, Tune tune, NodeWalking walking) {
    MetricRule rule = new MetricRule(tune);
    boolean overTime = tune.best() == Tune.Best.MAX_OVER_TIME;
    Map<Integer, Double> best = overTime ? bestReports(tune, rule, walking) : Map.of();
    double sign = tune.mode() == Tune.Mode.MAX ? -1 : 1;
    Comparator<BestTrial> byValue = Comparator.comparingDouble(item -> sign * item.value());
    Comparator<BestTrial> byStep = Comparator.comparingInt(item -> -item.trial().lastStep());
    return trials.stream()
        .filter(trial ->
            trial.status() == TrialStatus.COMPLETED || trial.status() == TrialStatus.STOPPED)
        .map(trial ->
            new BestTrial(
                trial,
                overTime
                    ? best.getOrDefault(trial.number(), Double.NaN)
                    : rule.value(trial.metrics()).orElse(Double.NaN)))
        .filter(item -> Double.isFinite(item.value()))
        .sorted(overTime ? byValue : byStep.thenComparing(byValue))
        .toList();
  }

  private static Map<Integer, Double> bestReports(Tune tune, MetricRule rule, NodeWalking walking) {
    Map<Integer, Double> best = new HashMap<>();
    walking.replay(event -> {
      if (event.body() instanceof RunEvent.TrialReported report
          && report.path().equals(walking.path())) {
        double value = rule.value(report.metrics()).orElse(Double.NaN);
        if (Double.isFinite(value)) {
          best.merge(report.trial(), value, tune.mode() == Tune.Mode.MAX ? Math::max : Math::min);
        }
      }
    });
    return best;
  }
}
