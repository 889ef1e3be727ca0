package io.eagleray.search.tpe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.eagleray.search.history.Observations;
import io.eagleray.search.sampler.Axis;
import io.eagleray.search.space.SearchSpace;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MixtureTest {
  private static final long SEED = 99;

  @Test
  void theDensityIntegratesToOne() {
    SearchSpace space = SearchSpace.builder().uniform("x", 0, 1).choice("c", "a", "b").build();
    Mixture mixture = mixture(space, 30);
    double sum = 0;
    int slices = 2000;
    for (int i = 0; i < slices; i++) {
      for (double c : new double[] {0.25, 0.75}) {
        sum += Math.exp(mixture.logDensity(new double[] {(i + 0.5) / slices, c})) / slices;
      }
    }
    assertThat(sum).isCloseTo(1, within(1e-6));
  }

  @Test
  void cellProbabilitiesAddUpToOne() {
    SearchSpace space = SearchSpace.builder().logRandInt("n", 1, 20).build();
    Mixture mixture = mixture(space, 12);
    Axis axis = Axis.of(space)[0];
    double sum = 0;
    for (int i = 0; i < axis.count(); i++) {
      double middle = (axis.edge(i) + axis.edge(i + 1)) / 2;
      sum += Math.exp(mixture.logDensity(new double[] {middle}));
    }
    assertThat(axis.count()).isEqualTo(19);
    assertThat(sum).isCloseTo(1, within(1e-8));
  }

  @Test
  void drawsFollowTheDensity() {
    SearchSpace space = SearchSpace.builder().uniform("x", 0, 1).build();
    Mixture mixture = mixture(space, 5);
    SplittableRandom random = new SplittableRandom(SEED);
    int[] counts = new int[10];
    double[] point = new double[1];
    int draws = 100_000;
    for (int i = 0; i < draws; i++) {
      mixture.draw(random, point);
      counts[(int) Math.min(9, 10 * point[0])]++;
    }
    for (int bin = 0; bin < 10; bin++) {
      double expected = 0;
      for (int i = 0; i < 200; i++) {
        expected +=
            Math.exp(mixture.logDensity(new double[] {(bin + (i + 0.5) / 200) / 10})) / 2000;
      }
      assertThat(counts[bin] / (double) draws)
          .as("bin %d, seed %d", bin, SEED)
          .isCloseTo(expected, within(0.007));
    }
  }

  private static Mixture mixture(SearchSpace space, int trials) {
    Observations history = new Observations(space);
    SplittableRandom random = new SplittableRandom(SEED);
    for (int i = 0; i < trials; i++) {
      history.add(space.sample(random));
    }
    Mixture mixture = new Mixture(Axis.of(space));
    // The second model finds the arrays of the first.
    mixture.fit(history, IntStream.range(0, trials).toArray(), trials / 2);
    mixture.fit(history, IntStream.range(0, trials).toArray(), trials);
    return mixture;
  }
}
