package io.eagleray.search.gp;

import java.util.Arrays;

/**
 * The {@link Evidence} of a process whose numeric coordinates are bent first: the logarithms are
 * those of relevances, scale and noise, then those of each coordinate's a and b, see {@link Warp}.
 */
final class WarpedEvidence implements Minimizer.Function {
  /** How far from none a warp is believed to be: the standard deviation of its logarithms. */
  private static final double SPREAD = 0.25;

  private final Evidence evidence;
  private final Coordinates kinds;
  private final double[][] points;

  /** Of the same points; moves those of the evidence. */
  WarpedEvidence(Evidence evidence, Coordinates kinds, double[][] points) {
    this.evidence = evidence;
    this.kinds = kinds;
    this.points = points;
  }

  /** The number of logarithms. */
  static int size(int coordinates) {
    return 3 * coordinates + 2;
  }

  /** The warp among these logarithms. */
  static Warp warp(double[] logs, int coordinates) {
    return Warp.fromLogs(logs, coordinates + 2, coordinates);
  }

  @Override
  public double at(double[] logs, double[] gradient) {
    int coordinates = kinds.count();
    int usual = coordinates + 2;
    Warp warp = warp(logs, coordinates);
    double[][] places = places(warp);
    double[] ofUsual = new double[usual];
    double energy = evidence.at(Arrays.copyOf(logs, usual), ofUsual);
    System.arraycopy(ofUsual, 0, gradient, 0, usual);
    for (int i = usual; i < logs.length; i++) {
      double z = logs[i] / SPREAD;
      energy += z * z / 2;
      gradient[i] = z / SPREAD;
    }
    for (int d = 0; d < coordinates && Double.isFinite(energy); d++) {
      if (kinds.isNumeric(d)) {
        double[] byPlace = evidence.byPlace(d, places[d], Math.exp(logs[d]));
        for (int i = 0; i < points.length; i++) {
          gradient[usual + d] += byPlace[i] * warp.byLogA(d, points[i][d]);
          gradient[usual + coordinates + d] += byPlace[i] * warp.byLogB(d, points[i][d]);
        }
      }
    }
    return energy;
  }

  /** By coordinate, where the points are now. */
  private double[][] places(Warp warp) {
    double[][] places = new double[kinds.count()][points.length];
    for (int d = 0; d < places.length; d++) {
      if (kinds.isNumeric(d)) {
        for (int i = 0; i < points.length; i++) {
          places[d][i] = warp.of(d, points[i][d]);
        }
        evidence.place(d, places[d]);
      }
    }
    return places;
  }
}
