package io.eagleray.search.bayesian;

import io.eagleray.search.history.History;
import io.eagleray.search.sampler.Axis;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Sees to it that each branch of a conditional space gets a number of trials in proportion to its
 * parameters, whatever the others promise: the more there are, the longer it takes to see what a
 * branch can do, and one whose first trials were unlucky must come back. What is owed to all grows
 * with the root of the number of trials, so that in the long run most go where losses are low.
 *
 * <p>Which trials were given away follows from the branches of those before, so nothing is to be
 * stored.
 */
final class BranchShares {
  /** At most this part of all trials is owed. */
  private static final double MOST = 0.5;

  /** Of n trials in branches that have p parameters, this times √(n p) are owed. */
  private static final double SHARE = 1;

  private final Axis[] axes;
  private final List<List<Branch>> forks;
  private final int[] parameters;

  BranchShares(Axis[] axes) {
    this.axes = axes;
    this.forks =
        IntStream.range(0, axes.length)
            .filter(d -> Axis.isParent(axes, d))
            .mapToObj(d -> Branch.at(axes, d))
            .filter(branches -> branches.size() > 1)
            .toList();
    this.parameters =
        forks.stream()
            .mapToInt(branches -> branches.stream().mapToInt(Branch::parameters).sum())
            .toArray();
  }

  /**
   * The branch that the next trial is owed to, if any.
   *
   * @param given the numbers of earlier trials that were owed to a branch are added to it
   */
  Optional<Branch> next(History history, BitSet given) {
    int[][] counts = forks.stream().map(fork -> new int[fork.size()]).toArray(int[][]::new);
    for (int trial = 0; trial < history.size() && counts.length > 0; trial++) {
      given.set(trial, neglected(counts).isPresent());
      count(history.point(trial), counts);
    }
    return neglected(counts);
  }

  private void count(double[] point, int[][] counts) {
    for (int f = 0; f < counts.length; f++) {
      for (int b = 0; b < counts[f].length; b++) {
        counts[f][b] += forks.get(f).get(b).contains(axes, point) ? 1 : 0;
      }
    }
  }

  /** The branch that has least of what it is owed. */
  private Optional<Branch> neglected(int[][] counts) {
    Optional<Branch> found = Optional.empty();
    double least = 1;
    for (int f = 0; f < counts.length; f++) {
      int trials = IntStream.of(counts[f]).sum();
      double owed = Math.min(MOST * trials, SHARE * Math.sqrt((double) trials * parameters[f]));
      for (int b = 0; b < counts[f].length; b++) {
        Branch branch = forks.get(f).get(b);
        double part = counts[f][b] * parameters[f] / (owed * branch.parameters());
        if (part < least) {
          least = part;
          found = Optional.of(branch);
        }
      }
    }
    return found;
  }
}
