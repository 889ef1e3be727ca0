package io.eagleray.search.cma;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * The distribution of a parameter without an order. It moves towards what the better half of a
 * generation had, as that of CatCMA does (R. Hamano et al., GECCO 2024), with a fixed rate; no
 * category's probability falls below a least one, taken from there.
 */
final class Categories {
  private final double[] shares;
  private final double rate;
  private final double least;

  /**
   * All categories alike.
   *
   * @param count at least 2
   * @param parameters how many parameters without an order there are
   */
  Categories(int count, int parameters) {
    this.shares = new double[count];
    Arrays.fill(shares, 1.0 / count);
    this.rate = 1 / (1 + Math.sqrt((double) count * parameters));
    this.least = (1 - Math.pow(0.73, 1.0 / parameters)) / (count - 1);
  }

  /** A category and its place in the unit interval: the middle of its cell. */
  double draw(RandomGenerator random) {
    double rest = random.nextDouble();
    int category = 0;
    while (category < shares.length - 1 && rest >= shares[category]) {
      rest -= shares[category++];
    }
    return (category + 0.5) / shares.length;
  }

  /** The probability of a category. */
  double share(int category) {
    return shares[category];
  }

  /** Starts to learn: what was believed counts a little less. */
  void fade() {
    for (int k = 0; k < shares.length; k++) {
      shares[k] *= 1 - rate;
    }
  }

  /** A parent had what lies at {@code unit}; the weights of all parents sum to 1. */
  void learn(double unit, double weight) {
    int category = Math.min(shares.length - 1, (int) (unit * shares.length));
    shares[category] += rate * weight;
  }

  /** Ends learning: gives every category its least probability. */
  void settle() {
    double sum = 0;
    for (int k = 0; k < shares.length; k++) {
      shares[k] = Math.max(least, shares[k]);
      sum += shares[k];
    }
    double above = sum - least * shares.length;
    double factor = above > 0 ? (1 - sum) / above : 0;
    for (int k = 0; k < shares.length; k++) {
      shares[k] += factor * (shares[k] - least);
    }
  }
}
