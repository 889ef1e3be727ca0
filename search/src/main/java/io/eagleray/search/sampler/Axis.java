package io.eagleray.search.sampler;

import io.eagleray.search.space.Condition;
import io.eagleray.search.space.Domain;
import io.eagleray.search.space.Parameter;
import io.eagleray.search.space.SearchSpace;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * One parameter as a model sees it: an interval, a row of cells, or categories without an order.
 */
public final class Axis {
  /** Rows of more cells than this are treated as an interval. */
  static final int MOST_CELLS = 32;

  private final Domain domain;
  private final int count;
  private final boolean categorical;
  private final double[] edges;
  private final int parent;
  private final Domain parentDomain;
  private final Condition condition;

  private Axis(SearchSpace space, int index) {
    Parameter parameter = space.parameters().get(index);
    this.domain = parameter.domain();
    long cardinality = domain.cardinality().orElse(Long.MAX_VALUE);
    this.categorical = !domain.isOrdered();
    this.count =
        categorical || cardinality <= MOST_CELLS ? (int) Math.min(cardinality, 1 << 30) : 0;
    this.edges = categorical || count == 0 ? new double[0] : edges(domain, count);
    this.parent = space.parentOf(index);
    this.condition = parameter.condition().orElse(ALWAYS);
    this.parentDomain = parent < 0 ? domain : space.parameters().get(parent).domain();
  }

  private static final Condition ALWAYS = new Condition("", List.of(true));

  /** One for each parameter, in their order. */
  public static Axis[] of(SearchSpace space) {
    Axis[] axes = new Axis[space.size()];
    for (int i = 0; i < axes.length; i++) {
      axes[i] = new Axis(space, i);
    }
    return axes;
  }

  /** Whether other parameters exist only for some values of this one. */
  public static boolean isParent(Axis[] axes, int index) {
    for (Axis axis : axes) {
      if (axis.parent == index) {
        return true;
      }
    }
    return false;
  }

  /** The parameter on which this one depends; -1 if there is none. */
  public int parent() {
    return parent;
  }

  /** Whether the parameter exists where its parent has this coordinate. */
  public boolean isOpenedBy(double unit) {
    return condition.holdsFor(parentDomain.fromUnit(unit));
  }

  /** A coordinate of the parent at which this parameter exists. */
  public double opener(RandomGenerator random) {
    List<Object> values = condition.values();
    return parentDomain.toUnit(values.get(random.nextInt(values.size())));
  }

  /** Whether its values have no order. */
  public boolean isCategorical() {
    return categorical;
  }

  /** Whether it is a row of cells. */
  public boolean hasCells() {
    return edges.length > 0;
  }

  /** The number of cells or categories; 0 for an interval. */
  public int count() {
    return count;
  }

  /** Where a cell begins, from 0 to 1; the cell behind the last one begins where that ends. */
  public double edge(int cell) {
    return edges[cell];
  }

  /** The cell or category at a coordinate. */
  public int cellOf(double unit) {
    if (categorical) {
      return Math.min(count - 1, (int) (unit * count));
    }
    int low = 0;
    int high = count - 1;
    while (low < high) {
      int middle = (low + high + 1) >>> 1;
      if (unit >= edges[middle]) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return low;
  }

  /** The coordinate of the value that a draw at {@code unit} gives. */
  public double snap(double unit) {
    return categorical || hasCells() ? middle(cellOf(unit)) : unit;
  }

  /** The coordinate of a cell or category. */
  public double middle(int cell) {
    return categorical ? (cell + 0.5) / count : (edges[cell] + edges[cell + 1]) / 2;
  }

  /** Whether the parameter exists at a point whose earlier coordinates are set. */
  public boolean isActive(double[] point) {
    if (parent < 0) {
      return true;
    }
    return !Double.isNaN(point[parent]) && isOpenedBy(point[parent]);
  }

  private static double[] edges(Domain domain, int count) {
    double[] edges = new double[count + 1];
    for (int i = 0; i < count; i++) {
      Object value = domain.fromUnit(edges[i] + 1e-9 / count);
      edges[i + 1] = domain.toUnit(value) + domain.cellWidth(value) / 2;
    }
    edges[count] = 1;
    return edges;
  }
}
