package io.eagleray.search.sampler;

import java.util.random.RandomGenerator;

/**
 * Kernels over categories: the one that a trial had, and all others with a share that shrinks as
 * trials come in.
 */
final class CategoryKernels extends AxisKernels {
  private final int[] seen;
  private final double hit;
  private final double miss;
  private final double logIndifferent;

  CategoryKernels(Axis axis, double[] middles) {
    super(axis, middles);
    int kernels = middles.length;
    double count = axis.count();
    this.hit = (1 + 1.0 / kernels) / (1 + count / kernels);
    this.miss = (1.0 / kernels) / (1 + count / kernels);
    this.logIndifferent = -Math.log(count);
    this.seen = new int[kernels];
    for (int k = 0; k < kernels; k++) {
      seen[k] = Double.isNaN(middles[k]) ? -1 : axis.cellOf(middles[k]);
    }
  }

  @Override
  void addLogDensity(double x, double[] terms) {
    int category = axis.cellOf(x);
    double logHit = Math.log(hit);
    double logMiss = Math.log(miss);
    for (int k = 0; k < terms.length; k++) {
      terms[k] += seen[k] == category ? logHit : seen[k] < 0 ? logIndifferent : logMiss;
    }
  }

  @Override
  protected double drawKnowing(int kernel, RandomGenerator random) {
    // The share "miss" of every category, the seen one too, makes up a uniform draw.
    return random.nextDouble() < hit - miss ? middles[kernel] : random.nextDouble();
  }
}
