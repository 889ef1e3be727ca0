package io.eagleray.search.importance;

import io.eagleray.search.space.Gaussian;
import java.util.Arrays;

/**
 * Probabilities over slots of the unit interval, one slot for each category of an unordered
 * parameter. One more observation, spread evenly, keeps every slot above zero.
 */
final class Histogram {
  private static final int SLOTS = 50;

  private final double[] probabilities;

  private Histogram(double[] probabilities) {
    this.probabilities = probabilities;
  }

  /**
   * The distribution of the first {@code count} values.
   *
   * @param categories how many there are; 0 for ordered values, which are smoothed by Gaussian
   *     kernels of Scott's width
   */
  static Histogram of(double[] units, int count, int categories) {
    int slots = categories > 0 ? categories : SLOTS;
    double[] sums = new double[slots];
    Arrays.fill(sums, 1.0 / slots);
    double width = categories > 0 ? 0 : width(Arrays.copyOf(units, count));
    for (int i = 0; i < count; i++) {
      if (categories > 0) {
        sums[Math.min(slots - 1, (int) (units[i] * slots))]++;
      } else {
        smear(units[i], width, sums);
      }
    }
    for (int slot = 0; slot < slots; slot++) {
      sums[slot] /= count + 1;
    }
    return new Histogram(sums);
  }

  /** Pearson's divergence of another distribution from this one. */
  double divergence(Histogram other) {
    double sum = 0;
    for (int slot = 0; slot < probabilities.length; slot++) {
      double ratio = other.probabilities[slot] / probabilities[slot];
      sum += probabilities[slot] * (ratio - 1) * (ratio - 1);
    }
    return sum;
  }

  private static void smear(double middle, double width, double[] sums) {
    double below = Gaussian.quickCdf(-middle / width);
    double mass = Gaussian.quickCdf((1 - middle) / width) - below;
    double last = below;
    for (int slot = 0; slot < sums.length; slot++) {
      double next = Gaussian.quickCdf(((slot + 1.0) / sums.length - middle) / width);
      sums[slot] += (next - last) / mass;
      last = next;
    }
  }

  private static double width(double[] units) {
    double mean = Arrays.stream(units).average().orElse(0.5);
    double variance = Arrays.stream(units).map(x -> (x - mean) * (x - mean)).sum() / units.length;
    double scott = 1.059 * Math.sqrt(variance) * Math.pow(units.length, -0.2);
    return Math.max(scott, 1.0 / SLOTS);
  }
}
