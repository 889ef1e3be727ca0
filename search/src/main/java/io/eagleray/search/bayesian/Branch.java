package io.eagleray.search.bayesian;

import io.eagleray.search.sampler.Axis;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * Values of a parameter that open the same others: of {@code model} in {linear, ridge, tree} where
 * both linear ones have a penalty and the tree has a depth, {linear, ridge} is a branch and {tree}
 * is one.
 *
 * @param parent the parameter's index
 * @param cells its cells or categories that belong to the branch
 * @param parameters 1 and the number of parameters that exist below, at whatever depth
 */
record Branch(int parent, List<Integer> cells, int parameters) {
  /** Parameters with more values than this are not divided: a branch would get no trial. */
  private static final int MOST_VALUES = 64;

  /** The branches at one parameter; one, or none, where it is not to be divided. */
  static List<Branch> at(Axis[] axes, int parent) {
    Map<List<Integer>, List<Integer>> found = new LinkedHashMap<>();
    int values = axes[parent].count() > MOST_VALUES ? 0 : axes[parent].count();
    for (int cell = 0; cell < values; cell++) {
      List<Integer> opened = new ArrayList<>();
      for (int d = parent + 1; d < axes.length; d++) {
        if (axes[d].parent() == parent && axes[d].isOpenedBy(axes[parent].middle(cell))) {
          opened.add(d);
        }
      }
      found.computeIfAbsent(opened, key -> new ArrayList<>()).add(cell);
    }
    return found.entrySet().stream()
        .map(entry -> new Branch(parent, entry.getValue(), 1 + below(axes, entry.getKey())))
        .toList();
  }

  private static int below(Axis[] axes, List<Integer> opened) {
    boolean[] reached = new boolean[axes.length];
    opened.forEach(d -> reached[d] = true);
    int count = 0;
    for (int d = 0; d < axes.length; d++) {
      reached[d] |= axes[d].parent() >= 0 && reached[axes[d].parent()];
      count += reached[d] ? 1 : 0;
    }
    return count;
  }

  /** Whether a point of the unit cube, NaN where a parameter does not exist, lies in it. */
  boolean contains(Axis[] axes, double[] point) {
    return !Double.isNaN(point[parent]) && cells.contains(axes[parent].cellOf(point[parent]));
  }

  /** A way into it: coordinates of the parent and of those above, NaN for all others. */
  double[] door(Axis[] axes, RandomGenerator random) {
    double[] door = new double[axes.length];
    Arrays.fill(door, Double.NaN);
    door[parent] = axes[parent].middle(cells.get(random.nextInt(cells.size())));
    for (int d = parent; axes[d].parent() >= 0; d = axes[d].parent()) {
      door[axes[d].parent()] = axes[d].opener(random);
    }
    return door;
  }
}
