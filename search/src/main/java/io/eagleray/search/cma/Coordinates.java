package io.eagleray.search.cma;

import io.eagleray.search.space.Configuration;
import io.eagleray.search.space.Domain;
import io.eagleray.search.space.SearchSpace;
import java.util.Arrays;
import java.util.OptionalLong;
import java.util.stream.IntStream;

/** Which parameters of a space are coordinates of the normal distribution, and which are not. */
final class Coordinates {
  private final SearchSpace space;
  private final Domain[] domains;
  private final int[] ordered;
  private final int[] unordered;

  Coordinates(SearchSpace space) {
    this.space = space;
    this.domains = space.parameters().stream().map(p -> p.domain()).toArray(Domain[]::new);
    int[] free =
        IntStream.range(0, domains.length)
            .filter(i -> domains[i].cardinality().orElse(2) > 1)
            .toArray();
    this.ordered = Arrays.stream(free).filter(i -> domains[i].isOrdered()).toArray();
    this.unordered = Arrays.stream(free).filter(i -> !domains[i].isOrdered()).toArray();
  }

  /** The number of parameters. */
  int parameters() {
    return domains.length;
  }

  /** The numbers of the parameters with an order. */
  int[] ordered() {
    return ordered;
  }

  /** The numbers of those without. */
  int[] unordered() {
    return unordered;
  }

  /** How many values a parameter can have; empty where they are dense. */
  OptionalLong cardinality(int parameter) {
    return domains[parameter].cardinality();
  }

  Domain domain(int parameter) {
    return domains[parameter];
  }

  /**
   * The configuration for a draw. Beyond its ends the space goes on as its mirror image, so that an
   * optimum at an end is one like any other; the strategy learns from where the draw lay.
   */
  Configuration configuration(double[] point) {
    double[] inside = point.clone();
    for (int i : ordered) {
      double wave = Math.abs(point[i]) % 2;
      inside[i] = wave <= 1 ? wave : 2 - wave;
    }
    return space.fromUnit(inside);
  }

  /** The coordinates of a point with an order. */
  double[] orderedPart(double[] point) {
    return Arrays.stream(ordered).mapToDouble(i -> point[i]).toArray();
  }
}
