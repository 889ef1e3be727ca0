package io.eagleray.search.pareto;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * The volume of what a set of points dominates, up to a reference point: larger is better. Exact: a
 * sweep for two losses, for more the algorithm of While, Bradstreet and Barone (WFG, 2012), which
 * subtracts from each point's own box what the later points share of it. Its time grows
 * exponentially with the number of losses: up to about 5 with some hundred points it is quick.
 */
public final class Hypervolume {
  private Hypervolume() {}

  /**
   * The volume.
   *
   * @param points vectors of losses, without NaN; those that are not better than the reference in
   *     every loss add nothing
   * @param reference one value for each loss
   */
  public static double of(double[][] points, double[] reference) {
    double[][] inside =
        Arrays.stream(points).filter(point -> isInside(point, reference)).toArray(double[][]::new);
    return ofFront(thinned(inside), reference);
  }

  /**
   * What the volume would lose without each of the points: 0 for a dominated one, and where two are
   * equal.
   */
  public static double[] contributions(double[][] points, double[] reference) {
    double[] contributions = new double[points.length];
    for (int i = 0; i < points.length; i++) {
      int index = i;
      double[][] others =
          IntStream.range(0, points.length)
              .filter(j -> j != index)
              .mapToObj(j -> points[j])
              .toArray(double[][]::new);
      contributions[i] = gain(points[i], others, reference);
    }
    return contributions;
  }

  /** What the volume of {@code others} gains by a point more. */
  public static double gain(double[] point, double[][] others, double[] reference) {
    if (!isInside(point, reference)) {
      return 0;
    }
    double[][] shared = Arrays.stream(others).map(o -> worst(o, point)).toArray(double[][]::new);
    return box(point, reference) - of(shared, reference);
  }

  /**
   * A reference point that lies beyond the worst value of each loss by a tenth of its range, or by
   * 1 where all values are equal.
   *
   * @param points at least one
   */
  public static double[] referenceBeyond(double[][] points) {
    double[] reference = points[0].clone();
    for (int m = 0; m < reference.length; m++) {
      double least = points[0][m];
      double most = points[0][m];
      for (double[] point : points) {
        least = Math.min(least, point[m]);
        most = Math.max(most, point[m]);
      }
      reference[m] = most > least ? most + 0.1 * (most - least) : most + 1;
    }
    return reference;
  }

  private static double ofFront(double[][] front, double[] reference) {
    if (reference.length == 1) {
      return front.length == 0 ? 0 : reference[0] - front[0][0];
    }
    return reference.length == 2 ? swept(front, reference) : peeled(front, reference);
  }

  private static double swept(double[][] front, double[] reference) {
    double[][] sorted = front.clone();
    Arrays.sort(sorted, Comparator.comparingDouble(point -> point[0]));
    double volume = 0;
    double ceiling = reference[1];
    for (double[] point : sorted) {
      if (point[1] < ceiling) {
        volume += (reference[0] - point[0]) * (ceiling - point[1]);
        ceiling = point[1];
      }
    }
    return volume;
  }

  private static double peeled(double[][] front, double[] reference) {
    double[][] sorted = front.clone();
    int last = reference.length - 1;
    // Worst in the last loss first: what the later points share then has one value less to vary.
    Arrays.sort(sorted, Comparator.comparingDouble(point -> -point[last]));
    double volume = 0;
    for (int i = 0; i < sorted.length; i++) {
      double[] point = sorted[i];
      double[][] shared =
          Arrays.stream(sorted, i + 1, sorted.length)
              .map(other -> Arrays.copyOf(worst(other, point), last))
              .toArray(double[][]::new);
      double[] below = Arrays.copyOf(reference, last);
      double base = box(Arrays.copyOf(point, last), below) - ofFront(thinned(shared), below);
      volume += base * (reference[last] - point[last]);
    }
    return volume;
  }

  private static double[][] thinned(double[][] points) {
    return IntStream.of(Dominance.front(points)).mapToObj(i -> points[i]).toArray(double[][]::new);
  }

  private static boolean isInside(double[] point, double[] reference) {
    for (int m = 0; m < point.length; m++) {
      if (point[m] >= reference[m]) {
        return false;
      }
    }
    return true;
  }

  private static double[] worst(double[] a, double[] b) {
    double[] worst = new double[a.length];
    for (int m = 0; m < worst.length; m++) {
      worst[m] = Math.max(a[m], b[m]);
    }
    return worst;
  }

  private static double box(double[] point, double[] reference) {
    double volume = 1;
    for (int m = 0; m < point.length; m++) {
      volume *= reference[m] - point[m];
    }
    return volume;
  }
}
