package io.eagleray.search.history;

import io.eagleray.search.pareto.CrowdingDistance;
import io.eagleray.search.pareto.NonDominatedSort;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The order by fronts; computed afresh at the first question after new trials. */
final class FrontRanking implements Ranking {
  private final Observations history;
  private final List<Integer> ended = new ArrayList<>();
  private List<Integer> order = List.of();

  FrontRanking(Observations history) {
    this.history = history;
  }

  @Override
  public void add(int trial) {
    ended.add(trial);
  }

  @Override
  public void remove(int trial) {
    ended.remove((Integer) trial);
    order = List.of();
  }

  @Override
  public int at(int place) {
    if (order.size() < ended.size()) {
      order = sorted();
    }
    return order.get(place);
  }

  private List<Integer> sorted() {
    List<Integer> all = new ArrayList<>(ended);
    all.sort(Merit.order(history));
    int feasible = 0;
    while (feasible < all.size() && Merit.of(history, all.get(feasible)) == Merit.FEASIBLE) {
      feasible++;
    }
    sortByFronts(all.subList(0, feasible));
    return all;
  }

  private void sortByFronts(List<Integer> trials) {
    int[] ranks = NonDominatedSort.ranks(points(trials));
    List<List<Integer>> fronts = new ArrayList<>();
    for (int i = 0; i < ranks.length; i++) {
      while (fronts.size() <= ranks[i]) {
        fronts.add(new ArrayList<>());
      }
      fronts.get(ranks[i]).add(trials.get(i));
    }
    int at = 0;
    for (List<Integer> front : fronts) {
      for (int trial : byRoom(front)) {
        trials.set(at++, trial);
      }
    }
  }

  private List<Integer> byRoom(List<Integer> front) {
    double[] room = CrowdingDistance.of(points(front));
    List<Integer> places = new ArrayList<>();
    for (int i = 0; i < room.length; i++) {
      places.add(i);
    }
    places.sort(Comparator.<Integer>comparingDouble(i -> -room[i]).thenComparing(front::get));
    return places.stream().map(front::get).toList();
  }

  private double[][] points(List<Integer> trials) {
    return trials.stream().map(history::losses).toArray(double[][]::new);
  }
}
