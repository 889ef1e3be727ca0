package io.eagleray.search.pareto;

import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * How much room a point has within its front (Deb et al. 2002): over all losses, the distance
 * between its two neighbours as a share of the front's range. The ends of a front have infinitely
 * much.
 */
public final class CrowdingDistance {
  private CrowdingDistance() {}

  /**
   * Each point's room.
   *
   * @param front vectors of one length, without NaN
   */
  public static double[] of(double[][] front) {
    double[] room = new double[front.length];
    int losses = front.length == 0 ? 0 : front[0].length;
    for (int m = 0; m < losses; m++) {
      add(front, m, room);
    }
    return room;
  }

  private static void add(double[][] front, int loss, double[] room) {
    int[] order =
        IntStream.range(0, front.length)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> front[i][loss]))
            .mapToInt(Integer::intValue)
            .toArray();
    int last = order.length - 1;
    double range = front[order[last]][loss] - front[order[0]][loss];
    room[order[0]] = Double.POSITIVE_INFINITY;
    room[order[last]] = Double.POSITIVE_INFINITY;
    for (int i = 1; i < last && range > 0; i++) {
      room[order[i]] += (front[order[i + 1]][loss] - front[order[i - 1]][loss]) / range;
    }
  }
}
