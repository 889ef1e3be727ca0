package io.eagleray.search.scheduler;

import io.eagleray.search.space.Configuration;
import io.eagleray.search.space.Domain;
import io.eagleray.search.space.ListedDomain;
import io.eagleray.search.space.Parameter;
import io.eagleray.search.space.SearchSpace;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** How population-based training changes a configuration. */
final class Perturbation implements Exploration {
  private final PopulationBasedTraining settings;
  private final SearchSpace space;

  Perturbation(PopulationBasedTraining settings, SearchSpace space) {
    this.settings = settings;
    this.space = space;
    for (String name : settings.mutations().keySet()) {
      if (space.parameters().stream().noneMatch(parameter -> parameter.name().equals(name))) {
        throw new InvalidSchedulerException(
            "PopulationBasedTraining: hyperparam_mutations names \""
                + name
                + "\", which the search space has not");
      }
    }
  }

  @Override
  public Configuration explore(int trial, int source, Configuration from, RandomGenerator random) {
    Map<String, Object> changed = new LinkedHashMap<>();
    for (Parameter parameter : space.parameters()) {
      String name = parameter.name();
      if (from.has(name)) {
        Object value = from.get(name);
        Optional<Domain> domain = mutation(parameter);
        value = domain.isEmpty() ? value : change(value, domain.get(), random);
        changed.put(name, inside(parameter.domain(), value));
      }
    }
    return space.complete(changed, random);
  }

  private Optional<Domain> mutation(Parameter parameter) {
    return settings.mutations().isEmpty()
        ? Optional.of(parameter.domain())
        : Optional.ofNullable(settings.mutations().get(parameter.name()));
  }

  private Object change(Object value, Domain domain, RandomGenerator random) {
    if (random.nextDouble() < settings.resample()) {
      return domain.fromUnit(random.nextDouble());
    }
    if (domain instanceof ListedDomain listed) {
      return neighbour(value, listed, random);
    }
    double factor = settings.factors().get(random.nextInt(settings.factors().size()));
    double number = ((Number) value).doubleValue() * factor;
    return value instanceof Long ? (Object) Math.round(number) : (Object) number;
  }

  /** The value before or after it; without an order any other is as near as any. */
  private static Object neighbour(Object value, ListedDomain listed, RandomGenerator random) {
    int at = listed.indexOf(value);
    int last = listed.values().size() - 1;
    if (at < 0 || !listed.isOrdered()) {
      return listed.values().get(random.nextInt(last + 1));
    }
    return listed.values().get(Math.clamp(at + (random.nextBoolean() ? 1L : -1L), 0, last));
  }

  private static Object inside(Domain domain, Object value) {
    return domain.contains(value) ? value : domain.fromUnit(domain.toUnit(value));
  }
}
