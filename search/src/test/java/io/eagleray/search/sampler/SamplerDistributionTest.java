package io.eagleray.search.sampler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.eagleray.search.cma.CmaEsSampler;
import io.eagleray.search.history.Observations;
import io.eagleray.search.space.Configuration;
import io.eagleray.search.space.SearchSpace;
import io.eagleray.search.space.SpaceBuilder;
import io.eagleray.search.tpe.TpeSampler;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/**
 * Whether draws follow the space's own distribution, by statistical tests with fixed seeds at
 * levels of 1 in 1000.
 */
class SamplerDistributionTest {
  private static final SearchSpace SPACE =
      SearchSpace.builder()
          .uniform("u", -2, 6)
          .logUniform("l", 1e-4, 1)
          .randInt("n", 0, 10)
          .choice("c", "a", "b", "c", "d", "e")
          .qUniform("q", 0, 1, 0.25)
          .build();

  private static final List<Sampler> UNINFORMED =
      List.of(
          new RandomSampler(),
          new SobolSampler(),
          new LatinHypercubeSampler(50),
          new TpeSampler(1000, 0.1, 24));

  /** Kolmogorov and Smirnov: the greatest gap between the two distribution functions. */
  @Test
  void realParametersAreUniformInTheirOwnScale() {
    for (Sampler sampler : UNINFORMED) {
      List<Configuration> drawn = draw(sampler, 1000);
      for (String name : List.of("u", "l")) {
        int parameter = SPACE.indexOf(name);
        double[] units =
            drawn.stream().mapToDouble(c -> SPACE.toUnit(c)[parameter]).sorted().toArray();
        double gap = 0;
        for (int i = 0; i < units.length; i++) {
          gap = Math.max(gap, Math.max((i + 1) / 1000.0 - units[i], units[i] - i / 1000.0));
        }
        assertThat(gap).as("%s of %s", name, sampler).isLessThan(1.95 / Math.sqrt(1000));
      }
    }
  }

  /** Pearson's chi-square over all values. */
  @Test
  void discreteParametersHaveTheProbabilitiesOfTheirCells() {
    for (Sampler sampler : UNINFORMED) {
      List<Configuration> drawn = draw(sampler, 1000);
      for (String name : List.of("n", "c", "q")) {
        var domain = SPACE.parameters().get(SPACE.indexOf(name)).domain();
        int values = (int) domain.cardinality().orElseThrow();
        double statistic = 0;
        for (Object value : drawn.stream().map(c -> c.get(name)).distinct().toList()) {
          double expected = 1000 * domain.cellWidth(value);
          double observed = drawn.stream().filter(c -> c.get(name).equals(value)).count();
          statistic += (observed - expected) * (observed - expected) / expected;
        }
        // Wilson and Hilferty's approximation of the 0.999 quantile.
        double f = values - 1;
        double quantile = f * Math.pow(1 - 2 / (9 * f) + 3.09 * Math.sqrt(2 / (9 * f)), 3);
        assertThat(statistic).as("%s of %s", name, sampler).isLessThan(quantile);
      }
    }
  }

  @Test
  void pairsOfParametersAreIndependent() {
    for (Sampler sampler : UNINFORMED) {
      List<Configuration> drawn = draw(sampler, 1000);
      double[][] points = drawn.stream().map(SPACE::toUnit).toArray(double[][]::new);
      for (int a = 0; a < SPACE.size(); a++) {
        for (int b = 0; b < a; b++) {
          assertThat(Math.abs(correlation(points, a, b)))
              .as("%d and %d of %s", a, b, sampler)
              .isLessThan(3.3 / Math.sqrt(1000));
        }
      }
    }
  }

  /** Before it has learnt anything, CMA-ES draws around the middle with its first deviation. */
  @Test
  void theFirstGenerationOfCmaIsNormalAroundTheMiddle() {
    SpaceBuilder builder = SearchSpace.builder();
    for (int i = 0; i < 10; i++) {
      builder.uniform("x" + i, 0, 1);
    }
    SearchSpace cube = builder.build();
    CmaEsSampler sampler = new CmaEsSampler().withPopulationSize(1000).withSigma(0.1);
    List<Configuration> drawn = draw(cube, sampler, 900).subList(1, 900);
    double[] all = drawn.stream().flatMapToDouble(c -> Arrays.stream(cube.toUnit(c))).toArray();
    double mean = Arrays.stream(all).average().orElseThrow();
    double variance = Arrays.stream(all).map(x -> (x - 0.5) * (x - 0.5)).average().orElseThrow();
    assertThat(Math.abs(mean - 0.5)).isLessThan(3.3 * 0.1 / Math.sqrt(all.length));
    assertThat(Math.abs(variance / 0.01 - 1)).isLessThan(3.3 * Math.sqrt(2.0 / all.length));
  }

  /** The mean of a smooth function over so many points: random draws err by about 1/√n. */
  @Test
  void sobolPointsIntegrateBetterThanRandomDraws() {
    double random = 0;
    double sobol = 0;
    for (long seed = 0; seed < 20; seed++) {
      random += Math.abs(integral(new RandomSampler(), seed));
      sobol += Math.abs(integral(new SobolSampler(), seed));
    }
    assertThat(sobol).as("seeds 0 to 19").isLessThan(0.2 * random);
  }

  @Test
  void aLatinHypercubeHasEverySliceOnce() {
    List<Configuration> drawn = draw(new LatinHypercubeSampler(40), 80);
    for (List<Configuration> block : List.of(drawn.subList(0, 40), drawn.subList(40, 80))) {
      assertThat(block.stream().map(c -> (int) (40 * SPACE.toUnit(c)[0])).distinct()).hasSize(40);
    }
  }

  @Test
  void beyondItsDirectionNumbersSobolDrawsAtRandom() {
    SpaceBuilder builder = SearchSpace.builder();
    for (int i = 0; i < 600; i++) {
      builder.uniform("x" + i, 0, 1);
    }
    List<Configuration> drawn = draw(builder.build(), new SobolSampler(), 10);
    assertThat(drawn.stream().map(c -> c.getDouble("x599")).distinct()).hasSize(10);
  }

  @Test
  void gridsAndSizesThatMakeNoSenseAreRefused() {
    SearchSpace grid = SearchSpace.builder().gridSearch("g", 1, 2).build();
    for (Sampler sampler : List.of(new SobolSampler(), new LatinHypercubeSampler())) {
      assertThatThrownBy(() -> sampler.start(grid, 0))
          .isInstanceOf(UnsupportedSpaceException.class)
          .hasMessageContaining("grid_search");
    }
    assertThatThrownBy(() -> new LatinHypercubeSampler(0)).hasMessageContaining("got 0");
    assertThat(new CmaEsSampler().populationSize()).isEqualTo(OptionalInt.empty());
  }

  private static double integral(Sampler sampler, long seed) {
    SearchSpace cube = SearchSpace.builder().uniform("x", 0, 1).uniform("y", 0, 1).build();
    Proposer proposer = sampler.start(cube, seed);
    double sum = 0;
    for (int i = 0; i < 256; i++) {
      Ask ask = new Ask(new Observations(cube), i, Randomness.of(seed, i));
      Configuration point = proposer.propose(ask).orElseThrow();
      sum += point.getDouble("x") * point.getDouble("y") - 0.25;
    }
    return sum / 256;
  }

  private static double correlation(double[][] points, int a, int b) {
    double meanA = Arrays.stream(points).mapToDouble(p -> p[a]).average().orElseThrow();
    double meanB = Arrays.stream(points).mapToDouble(p -> p[b]).average().orElseThrow();
    double both = 0;
    double squareA = 0;
    double squareB = 0;
    for (double[] point : points) {
      both += (point[a] - meanA) * (point[b] - meanB);
      squareA += (point[a] - meanA) * (point[a] - meanA);
      squareB += (point[b] - meanB) * (point[b] - meanB);
    }
    return both / Math.sqrt(squareA * squareB);
  }

  private static List<Configuration> draw(Sampler sampler, int count) {
    return draw(SPACE, sampler, count);
  }

  private static List<Configuration> draw(SearchSpace space, Sampler sampler, int count) {
    Observations history = new Observations(space);
    Proposer proposer = sampler.start(space, 17);
    for (int i = 0; i < count; i++) {
      Ask ask = new Ask(history, i, Randomness.of(17, i));
      history.add(proposer.propose(ask).orElseThrow());
    }
    return java.util.stream.IntStream.range(0, count).mapToObj(history::configuration).toList();
  }
}
