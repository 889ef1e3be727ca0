package io.eagleray.search.scheduler;

import io.eagleray.search.history.History;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What population-based training remembers of its trials. */
final class Population {

  /** One trial as it was at the last look. */
  static final class Member {
    double loss = Double.NaN;
    boolean hasLoss;
    boolean hasCheckpoint;
    long lastLook;
    long lastStep;
  }

  /** The worst and the best, each sorted from worse to better. */
  record Quantiles(List<Integer> worst, List<Integer> best) {}

  private final History history;
  private final double quantile;
  private final Map<Integer, Member> members = new HashMap<>();

  Population(History history, double quantile) {
    this.history = history;
    this.quantile = quantile;
  }

  Member member(int trial) {
    return members.computeIfAbsent(trial, number -> new Member());
  }

  /** Those that live and had a number at their last look, cut as Ray Tune does. */
  Quantiles quantiles() {
    List<Integer> order = new ArrayList<>();
    for (int trial = 0; trial < history.size(); trial++) {
      Member member = member(trial);
      if (member.hasLoss && !Double.isNaN(member.loss) && !history.state(trial).isEnded()) {
        order.add(trial);
      }
    }
    if (order.size() <= 1) {
      return new Quantiles(List.of(), List.of());
    }
    order.sort(Comparator.comparingDouble((Integer trial) -> -member(trial).loss));
    int count = (int) Math.ceil(order.size() * quantile);
    if (count > order.size() / 2.0) {
      count = order.size() / 2;
    }
    return new Quantiles(
        order.subList(0, count), order.subList(order.size() - count, order.size()));
  }
}
