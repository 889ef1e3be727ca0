package io.eagleray.search.pareto;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/**
 * Chooses points that together have a large hypervolume: one after another, each time the one that
 * adds the most. What a point adds only shrinks as others are chosen, so an old figure is a bound,
 * and most points need not be looked at again (lazy greedy; at least 63 % of the best volume).
 */
public final class HypervolumeSubset {

  private record Candidate(int index, double bound, int chosenThen) {}

  private HypervolumeSubset() {}

  /**
   * The indexes of the chosen points, in the order of choice.
   *
   * @param points vectors of losses, without NaN
   * @param count how many to choose, at most all
   */
  public static List<Integer> of(double[][] points, double[] reference, int count) {
    PriorityQueue<Candidate> queue =
        new PriorityQueue<>(
            Comparator.<Candidate>comparingDouble(c -> -c.bound()).thenComparing(Candidate::index));
    for (int i = 0; i < points.length; i++) {
      queue.add(new Candidate(i, Double.POSITIVE_INFINITY, -1));
    }
    List<Integer> chosen = new ArrayList<>();
    while (chosen.size() < count) {
      Candidate top = queue.remove();
      if (top.chosenThen() == chosen.size()) {
        chosen.add(top.index());
      } else {
        double[][] others = chosen.stream().map(i -> points[i]).toArray(double[][]::new);
        double gain = Hypervolume.gain(points[top.index()], others, reference);
        queue.add(new Candidate(top.index(), gain, chosen.size()));
      }
    }
    return chosen;
  }
}
