package io.eagleray.search.scheduler;

import io.eagleray.search.history.History;
import io.eagleray.search.registry.InvalidArgumentException;
import io.eagleray.search.scheduler.PopulationBasedBandits.Bounds;
import io.eagleray.search.space.Configuration;
import io.eagleray.search.space.NumericDomain;
import io.eagleray.search.space.Parameter;
import io.eagleray.search.space.SearchSpace;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/** The parameters that PB2 turns; as coordinates they go from 0 at one bound to 1 at the other. */
final class Knobs {
  private static final String NAME = "hyperparam_bounds";

  private record Knob(int index, Parameter parameter, double low, double high) {}

  private final SearchSpace space;
  private final List<Knob> knobs;

  private Knobs(SearchSpace space, List<Knob> knobs) {
    this.space = space;
    this.knobs = knobs;
  }

  /**
   * The parameters with bounds, or, without any, all numbers that always exist.
   *
   * @throws InvalidSchedulerException if there is none, or bounds belong to no such number
   */
  static Knobs of(SearchSpace space, Map<String, Bounds> bounds) {
    List<Knob> knobs = new ArrayList<>();
    for (int i = 0; i < space.size(); i++) {
      Parameter parameter = space.parameters().get(i);
      if (!(parameter.domain() instanceof NumericDomain domain)
          || parameter.condition().isPresent()) {
        continue;
      }
      Bounds given = bounds.get(parameter.name());
      if (given != null) {
        knobs.add(knob(i, parameter, domain, given));
      } else if (bounds.isEmpty()) {
        knobs.add(new Knob(i, parameter, 0, 1));
      }
    }
    for (String name : bounds.keySet()) {
      if (knobs.stream().noneMatch(knob -> knob.parameter().name().equals(name))) {
        throw new InvalidSchedulerException(
            "PB2: "
                + NAME
                + " names \""
                + name
                + "\", which is no number of the search space that always exists");
      }
    }
    if (knobs.isEmpty()) {
      throw new InvalidSchedulerException(
          "PB2 changes numbers, and the search space has none that always exists");
    }
    return new Knobs(space, knobs);
  }

  private static Knob knob(int index, Parameter parameter, NumericDomain domain, Bounds given) {
    double low = Math.clamp(domain.toUnit(given.least()), 0.0, 1.0);
    double high = Math.clamp(domain.toUnit(given.largest()), 0.0, 1.0);
    if (!(low < high)) {
      throw new InvalidSchedulerException(
          String.format(
              "PB2: the bounds [%s, %s] of \"%s\" leave nothing of the search space, where it is %s",
              given.least(), given.largest(), parameter.name(), domain.rule()));
    }
    return new Knob(index, parameter, low, high);
  }

  int count() {
    return knobs.size();
  }

  /** Where a trial's present configuration lies. */
  double[] point(History history, int trial) {
    return knobs.stream()
        .mapToDouble(
            knob -> (history.unit(trial, knob.index()) - knob.low()) / (knob.high() - knob.low()))
        .toArray();
  }

  /** A configuration with its knobs turned to a point. */
  Configuration turned(Configuration from, double[] point, RandomGenerator random) {
    Map<String, Object> values = new LinkedHashMap<>(from.asMap());
    for (int d = 0; d < point.length; d++) {
      Knob knob = knobs.get(d);
      double unit = knob.low() + point[d] * (knob.high() - knob.low());
      values.put(knob.parameter().name(), knob.parameter().domain().fromUnit(unit));
    }
    return space.complete(values, random);
  }

  /** The argument {@code hyperparam_bounds}: for each parameter a list of two numbers. */
  static Map<String, Bounds> read(Map<String, Object> arguments) {
    Object given = arguments.getOrDefault(NAME, Map.of());
    if (!(given instanceof Map<?, ?> map)) {
      throw new InvalidArgumentException(NAME, NAME + " must be a map of parameters, got " + given);
    }
    Map<String, Bounds> bounds = new LinkedHashMap<>();
    map.forEach((name, value) -> {
      if (!(value instanceof List<?> list)
          || list.size() != 2
          || !(list.get(0) instanceof Number least)
          || !(list.get(1) instanceof Number largest)) {
        throw new InvalidArgumentException(
            NAME,
            String.format("%s: \"%s\" must be a list of two numbers, got %s", NAME, name, value));
      }
      bounds.put(String.valueOf(name), new Bounds(least.doubleValue(), largest.doubleValue()));
    });
    return bounds;
  }
}
