package io.eagleray.search.study;

import io.eagleray.search.history.History;
import io.eagleray.search.history.Observations;
import io.eagleray.search.history.TrialState;
import io.eagleray.search.sampler.Randomness;
import io.eagleray.search.space.Configuration;
import io.eagleray.search.space.Parameter;
import io.eagleray.search.space.SearchSpace;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Takes ended trials of earlier studies over into the history of a new one. */
final class EarlierTrials {
  private final Observations history;
  private final long seed;

  EarlierTrials(Observations history, long seed) {
    this.history = history;
    this.seed = seed;
  }

  void add(List<Study> studies) {
    for (Study earlier : studies) {
      History from = earlier.history();
      for (int trial = 0; trial < from.size(); trial++) {
        if (from.state(trial).isEnded()) {
          add(from, trial);
        }
      }
    }
  }

  private void add(History from, int trial) {
    Optional<Configuration> config = mapped(from.configuration(trial));
    if (config.isEmpty()) {
      return;
    }
    int number = history.add(config.get());
    TrialState state = from.state(trial);
    double[] losses = new double[history.objectives()];
    Arrays.setAll(losses, objective -> from.loss(trial, objective));
    history.report(number, from.step(trial), losses);
    if (state == TrialState.COMPLETED) {
      double[] constraints = new double[history.constraints()];
      Arrays.setAll(constraints, constraint -> from.constraint(trial, constraint));
      history.constrain(number, constraints);
    }
    history.end(number, state);
  }

  /** The configuration in this space; empty where one of its values lies outside. */
  private Optional<Configuration> mapped(Configuration config) {
    SearchSpace space = history.space();
    Map<String, Object> shared = new LinkedHashMap<>();
    List<Parameter> parameters = space.parameters();
    for (int i = 0; i < parameters.size(); i++) {
      String name = parameters.get(i).name();
      if (config.has(name) && space.isActive(i, shared)) {
        if (!parameters.get(i).domain().contains(config.get(name))) {
          return Optional.empty();
        }
        shared.put(name, config.get(name));
      }
    }
    return shared.isEmpty()
        ? Optional.empty()
        : Optional.of(space.complete(shared, Randomness.of(seed, -1L - history.size())));
  }
}
