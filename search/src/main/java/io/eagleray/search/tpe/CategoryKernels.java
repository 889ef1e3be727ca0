package io.eagleray.search.tpe;

import io.eagleray.search.sampler.Axis;
import java.util.random.RandomGenerator;

/**
 * Kernels over categories: the one that a trial had, and all others with a share that shrinks as
 * trials come in.
 */
final class CategoryKernels extends AxisKernels {
  private final double logIndifferent;
  private int[] seen = new int[0];
  private double hit;
  private double miss;

  CategoryKernels(Axis axis) {
    super(axis);
    this.logIndifferent = -Math.log(axis.count());
  }

  @Override
  protected void grow(int capacity) {
    seen = new int[capacity];
  }

  @Override
  protected void prepare() {
    double share = 1.0 / count;
    hit = (1 + share) / (1 + axis.count() * share);
    miss = share / (1 + axis.count() * share);
    for (int k = 0; k < count; k++) {
      seen[k] = Double.isNaN(middles[k]) ? -1 : axis.cellOf(middles[k]);
    }
  }

  @Override
  void addLogDensity(double x, double[] terms) {
    int category = axis.cellOf(x);
    double logHit = Math.log(hit);
    double logMiss = Math.log(miss);
    for (int k = 0; k < count; k++) {
      terms[k] += seen[k] == category ? logHit : seen[k] < 0 ? logIndifferent : logMiss;
    }
  }

  @Override
  protected double drawKnowing(int kernel, RandomGenerator random) {
    // The share "miss" of every category, the seen one too, makes up a uniform draw.
    return random.nextDouble() < hit - miss ? middles[kernel] : random.nextDouble();
  }
}
