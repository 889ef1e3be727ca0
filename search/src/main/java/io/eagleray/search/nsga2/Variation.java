package io.eagleray.search.nsga2;

import java.util.random.RandomGenerator;

/** How numbers in the unit interval are varied, both times staying inside it. */
final class Variation {
  /** The larger, the nearer a child stays to its parents. */
  private static final double CROSSOVER_INDEX = 20;

  private static final double MUTATION_INDEX = 20;

  private Variation() {}

  /** Simulated binary crossover (Deb and Agrawal 1995): near one of the two, or beyond it. */
  static double crossed(double a, double b, RandomGenerator random) {
    double low = Math.min(a, b);
    double high = Math.max(a, b);
    double gap = high - low;
    double draw = random.nextDouble();
    boolean lower = random.nextBoolean();
    if (gap < 1e-12) {
      return a;
    }
    double room = lower ? low : 1 - high;
    double power = CROSSOVER_INDEX + 1;
    double alpha = 2 - Math.pow(1 + 2 * room / gap, -power);
    double spread =
        draw * alpha <= 1
            ? Math.pow(draw * alpha, 1 / power)
            : Math.pow(1 / (2 - draw * alpha), 1 / power);
    double middle = (low + high) / 2;
    return clamp(lower ? middle - spread * gap / 2 : middle + spread * gap / 2);
  }

  /** Polynomial mutation (Deb and Agrawal 1999): mostly a small step, seldom a large one. */
  static double mutated(double value, RandomGenerator random) {
    double power = MUTATION_INDEX + 1;
    double draw = random.nextDouble();
    double room = draw < 0.5 ? 1 - value : value;
    double share = draw < 0.5 ? 2 * draw : 2 * (1 - draw);
    double step = 1 - Math.pow(share + (1 - share) * Math.pow(room, power), 1 / power);
    return clamp(draw < 0.5 ? value - step : value + step);
  }

  private static double clamp(double value) {
    return Math.max(0, Math.min(1, value));
  }
}
