package io.eagleray.search.space;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Every combination of some parameters' values, numbered from 0; the last parameter varies fastest.
 * A parameter that its parent's value switches off does not multiply.
 */
public final class Combinations {
  private final SearchSpace space;
  private final List<List<Object>> valuesOf;
  private final boolean[] branches;
  private final long count;

  private Combinations(SearchSpace space, Function<Domain, List<Object>> values) {
    this.space = space;
    this.valuesOf = space.parameters().stream().map(p -> values.apply(p.domain())).toList();
    this.branches = new boolean[space.size()];
    for (int i = 0; i < branches.length; i++) {
      int parent = space.parentOf(i);
      // Only where both are enumerated does the parent's value decide how many follow.
      if (parent >= 0 && !valuesOf.get(i).isEmpty() && !valuesOf.get(parent).isEmpty()) {
        branches[parent] = true;
      }
    }
    this.count = count(0, new LinkedHashMap<>());
  }

  /** The combinations of the {@code grid_search} parameters: one empty one if there are none. */
  public static Combinations ofGridSearch(SearchSpace space) {
    return new Combinations(
        space, domain -> domain instanceof GridSearch grid ? grid.values() : List.of());
  }

  /**
   * The combinations of all parameters.
   *
   * @param values the values of each domain that are to be combined, at least one
   */
  public static Combinations of(SearchSpace space, Function<Domain, List<Object>> values) {
    return new Combinations(space, values);
  }

  /** How many there are; {@link Long#MAX_VALUE} stands for that many or more. */
  public long count() {
    return count;
  }

  /**
   * The values of combination {@code number}.
   *
   * @param number from 0 to {@code count() - 1}
   */
  public Map<String, Object> at(long number) {
    Map<String, Object> chosen = new LinkedHashMap<>();
    long rest = number;
    for (int i = 0; i < branches.length; i++) {
      List<Object> values = valuesOf.get(i);
      if (values.isEmpty() || isOff(i, chosen)) {
        continue;
      }
      String name = space.parameters().get(i).name();
      for (Object value : values) {
        chosen.put(name, value);
        long below = count(i + 1, chosen);
        if (!branches[i]) {
          int place = (int) (rest / below);
          chosen.put(name, values.get(place));
          rest -= place * below;
          break;
        }
        if (rest < below) {
          break;
        }
        rest -= below;
      }
    }
    return chosen;
  }

  private long count(int from, Map<String, Object> chosen) {
    long product = 1;
    for (int i = from; i < branches.length; i++) {
      List<Object> values = valuesOf.get(i);
      if (values.isEmpty() || isOff(i, chosen)) {
        continue;
      }
      if (branches[i]) {
        long sum = 0;
        Map<String, Object> next = new LinkedHashMap<>(chosen);
        for (Object value : values) {
          next.put(space.parameters().get(i).name(), value);
          long more = count(i + 1, next);
          sum = sum > Long.MAX_VALUE - more ? Long.MAX_VALUE : sum + more;
        }
        return saturatedProduct(product, sum);
      }
      product = saturatedProduct(product, values.size());
    }
    return product;
  }

  /**
   * Whether a parameter is switched off by a value chosen before; unknown parents switch nothing
   * off.
   */
  private boolean isOff(int index, Map<String, Object> chosen) {
    int parent = space.parentOf(index);
    return parent >= 0 && !valuesOf.get(parent).isEmpty() && !space.isActive(index, chosen);
  }

  private static long saturatedProduct(long a, long b) {
    return a > Long.MAX_VALUE / b ? Long.MAX_VALUE : a * b;
  }
}
