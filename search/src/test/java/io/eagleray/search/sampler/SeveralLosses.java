package io.eagleray.search.sampler;

import io.eagleray.search.pareto.Hypervolume;
import io.eagleray.search.space.SearchSpace;
import io.eagleray.search.space.SpaceBuilder;
import io.eagleray.search.study.Objective;
import io.eagleray.search.study.Outcome;
import io.eagleray.search.study.Study;
import io.eagleray.search.study.Trial;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Functions with several losses over the unit cube, from Zitzler, Deb and Thiele (2000) and Deb et
 * al. (2002).
 */
public enum SeveralLosses {
  ZDT1(6, 1.1, 7) {
    @Override
    double[] at(double[] x) {
      double g = slope(x);
      return new double[] {x[0], g * (1 - Math.sqrt(x[0] / g))};
    }
  },
  ZDT2(6, 1.1, 7) {
    @Override
    double[] at(double[] x) {
      double g = slope(x);
      return new double[] {x[0], g * (1 - Math.pow(x[0] / g, 2))};
    }
  },
  ZDT3(6, 1.1, 7) {
    @Override
    double[] at(double[] x) {
      double g = slope(x);
      double waves = x[0] / g * Math.sin(10 * Math.PI * x[0]);
      return new double[] {x[0], g * (1 - Math.sqrt(x[0] / g) - waves)};
    }
  },
  DTLZ2(7, 2, 2, 2) {
    @Override
    double[] at(double[] x) {
      double far = 1 + Arrays.stream(x).skip(2).map(v -> (v - 0.5) * (v - 0.5)).sum();
      double a = x[0] * Math.PI / 2;
      double b = x[1] * Math.PI / 2;
      return new double[] {
        far * Math.cos(a) * Math.cos(b), far * Math.cos(a) * Math.sin(b), far * Math.sin(a)
      };
    }
  };

  private final int dimensions;
  private final double[] reference;

  SeveralLosses(int dimensions, double... reference) {
    this.dimensions = dimensions;
    this.reference = reference;
  }

  abstract double[] at(double[] x);

  private static double slope(double[] x) {
    return 1 + 9 * Arrays.stream(x).skip(1).sum() / (x.length - 1);
  }

  /** The hypervolume that a sampler reaches. */
  public double volume(Sampler sampler, int trials, long seed) {
    SpaceBuilder space = SearchSpace.builder();
    IntStream.range(0, dimensions).forEach(d -> space.uniform("x" + d, 0, 1));
    Objective[] objectives =
        IntStream.range(0, reference.length)
            .mapToObj(m -> Objective.minimize("loss" + m))
            .toArray(Objective[]::new);
    Study study = Study.of(objectives).space(space.build()).sampler(sampler).seed(seed).build();
    double[][] points = new double[trials][];
    for (int i = 0; i < trials; i++) {
      Trial trial = study.ask();
      double[] x =
          IntStream.range(0, dimensions)
              .mapToDouble(d -> trial.config().getDouble("x" + d))
              .toArray();
      points[i] = at(x);
      study.tell(trial.number(), Outcome.completed(Arrays.stream(points[i]).boxed().toList()));
    }
    return Hypervolume.of(points, reference);
  }
}
