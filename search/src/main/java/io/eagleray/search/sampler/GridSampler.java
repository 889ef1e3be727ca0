package io.eagleray.search.sampler;

import io.eagleray.search.registry.Arguments;
import io.eagleray.search.space.Combinations;
import io.eagleray.search.space.Domain;
import io.eagleray.search.space.ListedDomain;
import io.eagleray.search.space.Parameter;
import io.eagleray.search.space.SearchSpace;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Every combination of all values once, then nothing more. Parameters with infinitely many values
 * need a resolution.
 *
 * @param resolution the number of evenly spaced values (in the parameter's own scale) that stand
 *     for a numeric parameter with more values than that, at least 1; empty: all values are taken
 */
public record GridSampler(OptionalInt resolution) implements Sampler {
  private static final long MOST_VALUES = 1_000_000;

  public GridSampler {
    if (resolution.isPresent() && resolution.getAsInt() < 1) {
      throw new InvalidSamplerException(
          "grid: resolution must be at least 1, got " + resolution.getAsInt());
    }
  }

  /** A grid of all values. */
  public GridSampler() {
    this(OptionalInt.empty());
  }

  @Override
  public Proposer start(SearchSpace space, long seed) {
    space.parameters().forEach(this::check);
    Combinations all = Combinations.of(space, this::values);
    return ask ->
        ask.index() < all.count()
            ? Optional.of(space.complete(all.at(ask.index()), ask.random()))
            : Optional.empty();
  }

  private void check(Parameter parameter) {
    OptionalLong count = parameter.domain().cardinality();
    if (resolution.isEmpty() && (count.isEmpty() || count.getAsLong() > MOST_VALUES)) {
      throw new UnsupportedSpaceException(
          String.format(
              "a grid needs a finite number of values, but \"%s\" is %s; use quniform, choice or"
                  + " grid_search, or give the grid a resolution",
              parameter.name(), parameter.domain().rule()));
    }
  }

  private List<Object> values(Domain domain) {
    if (domain instanceof ListedDomain listed) {
      return listed.values();
    }
    OptionalLong cardinality = domain.cardinality();
    if (cardinality.isPresent()
        && cardinality.getAsLong() <= resolution.orElse((int) MOST_VALUES)) {
      return cells(domain, (int) cardinality.getAsLong());
    }
    List<Object> values = new ArrayList<>();
    int points = resolution.orElseThrow();
    for (int i = 0; i < points; i++) {
      Object value = domain.fromUnit(points == 1 ? 0.5 : i / (points - 1.0));
      if (!values.contains(value)) {
        values.add(value);
      }
    }
    return values;
  }

  /** All values of a discrete numeric domain: walks from cell to cell. */
  private static List<Object> cells(Domain domain, int count) {
    List<Object> values = new ArrayList<>(count);
    double edge = 0;
    while (values.size() < count) {
      Object value = domain.fromUnit(edge + 1e-9 / count);
      values.add(value);
      edge = domain.toUnit(value) + domain.cellWidth(value) / 2;
    }
    return values;
  }

  @Override
  public boolean takesSeveralObjectives() {
    return true;
  }

  /** Answers to {@code grid}. */
  public static final class Factory implements SamplerFactory {
    @Override
    public Set<String> names() {
      return Set.of("grid");
    }

    @Override
    public Set<String> arguments(String name) {
      return Set.of("metric", "mode", "points_to_evaluate", "resolution");
    }

    @Override
    public Sampler create(String name, Arguments arguments) {
      return arguments.integer("resolution").isEmpty()
          ? new GridSampler()
          : new GridSampler(OptionalInt.of(arguments.smallInteger("resolution", 1)));
    }
  }
}
