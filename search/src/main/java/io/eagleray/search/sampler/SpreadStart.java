package io.eagleray.search.sampler;

/**
 * The first trials of a model-based sampler: one in the middle of the space, where whoever made the
 * space expects the good ones, the others spread evenly.
 */
public final class SpreadStart {
  private final Axis[] axes;
  private final LatinHypercube spread;

  /**
   * @param size trials in a block that spreads evenly, at least 1
   */
  public SpreadStart(Axis[] axes, int size, long seed) {
    this.axes = axes;
    this.spread = new LatinHypercube(size, axes.length, seed);
  }

  /** A point of the unit cube for a trial, by its index. */
  public double[] point(Ask ask) {
    double[] point = spread.point(ask.index(), ask.random());
    if (ask.index() == 0) {
      for (int d = 0; d < point.length; d++) {
        point[d] = axes[d].isCategorical() ? point[d] : 0.5;
      }
    }
    return point;
  }
}
