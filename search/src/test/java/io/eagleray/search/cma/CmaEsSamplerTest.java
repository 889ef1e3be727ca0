package io.eagleray.search.cma;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.eagleray.search.sampler.UnsupportedSpaceException;
import io.eagleray.search.space.Choice;
import io.eagleray.search.space.Configuration;
import io.eagleray.search.space.SearchSpace;
import io.eagleray.search.space.SpaceBuilder;
import io.eagleray.search.study.Outcome;
import io.eagleray.search.study.Study;
import io.eagleray.search.study.Trial;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CmaEsSamplerTest {

  @Test
  void itFindsTheBottomOfASphere() {
    assertThat(median(cube(5), 900, config -> sphere(point(config), 0.3))).isLessThan(1e-11);
  }

  @Test
  void itFindsTheBottomOfAnIllConditionedEllipsoid() {
    ToDoubleFunction<Configuration> ellipsoid =
        config -> {
          double[] x = point(config);
          double sum = 0;
          for (int i = 0; i < x.length; i++) {
            sum += Math.pow(1e6, i / (x.length - 1.0)) * (x[i] - 0.6) * (x[i] - 0.6);
          }
          return sum;
        };
    assertThat(median(cube(5), 2000, ellipsoid)).isLessThan(1e-9);
  }

  @Test
  void itFollowsTheBendsOfRosenbrocksValley() {
    assertThat(median(cube(4), 2500, config -> rosenbrock(point(config)))).isLessThan(1e-8);
  }

  /**
   * Hansen 2006 counts about 10 n² evaluations on a rotated cigar; turning it must cost nothing.
   */
  @Test
  void turningTheSpaceChangesLittle() {
    ToDoubleFunction<Configuration> straight =
        config -> cigar(point(config)[0] - 0.5, point(config)[1] - 0.5);
    ToDoubleFunction<Configuration> turned =
        config -> {
          double x = point(config)[0] - 0.5;
          double y = point(config)[1] - 0.5;
          return cigar(0.8 * x - 0.6 * y, 0.6 * x + 0.8 * y);
        };
    assertThat(median(cube(2), 400, turned)).isLessThan(1e-6);
    assertThat(median(cube(2), 400, straight)).isLessThan(1e-6);
  }

  @Test
  void itFindsAnOptimumInACorner() {
    assertThat(median(cube(4), 600, config -> sphere(point(config), 0))).isLessThan(1e-6);
  }

  @Test
  void integersDoNotFreezeBesideTheirOptimum() {
    SpaceBuilder builder = SearchSpace.builder();
    for (int i = 0; i < 4; i++) {
      builder.uniform("x" + i, 0, 1).randInt("n" + i, 0, 10).choice("b" + i, false, true);
    }
    ToDoubleFunction<Configuration> loss =
        config -> {
          double sum = 0;
          for (int i = 0; i < 4; i++) {
            double x = config.getDouble("x" + i) - 0.3;
            double n = config.getDouble("n" + i) - 7;
            sum += x * x + n * n + (config.getBoolean("b" + i) ? 0 : 1);
          }
          return sum;
        };
    assertThat(median(builder.build(), 900, loss)).isLessThan(1e-3);
  }

  @Test
  void aSpaceOfChoicesAloneIsLearnt() {
    SpaceBuilder builder = SearchSpace.builder();
    for (int i = 0; i < 8; i++) {
      builder.choice("c" + i, 0, 1, 2, 3);
    }
    ToDoubleFunction<Configuration> wrong =
        config -> IntStream.range(0, 8).filter(i -> config.getLong("c" + i) != i % 4).count();
    assertThat(median(builder.build(), 300, wrong)).isZero();
  }

  @Test
  void conditionalParametersAreLearntWhereTheyExist() {
    SearchSpace space =
        SearchSpace.builder()
            .choice("kind", "a", "b")
            .uniform("x", 0, 1)
            .when("kind", "a")
            .uniform("y", 0, 1)
            .when("kind", "b")
            .build();
    ToDoubleFunction<Configuration> loss =
        config ->
            config.getString("kind").equals("a")
                ? 0.1 + Math.abs(config.getDouble("x") - 0.2)
                : Math.abs(config.getDouble("y") - 0.9);
    assertThat(median(space, 300, loss)).isLessThan(1e-3);
  }

  @Test
  void restartsLeaveALocalOptimum() {
    // A wide bowl whose bottom is a trap beside a narrow, deeper one.
    ToDoubleFunction<Configuration> traps =
        config -> Math.min(0.1 + sphere(point(config), 0.5), 20 * sphere(point(config), 0.93));
    assertThat(median(cube(2), 3000, traps)).isLessThan(1e-4);
  }

  @Test
  void slowWorkersDoNotMisleadIt() {
    List<Double> values = new ArrayList<>();
    for (long seed = 0; seed < 7; seed++) {
      Study study = study(cube(4), seed);
      SplittableRandom random = new SplittableRandom(seed);
      List<Trial> running = new ArrayList<>();
      for (int i = 0; i < 1500; i++) {
        running.add(study.ask());
        if (running.size() == 20) {
          Trial ended = running.remove(random.nextInt(20));
          study.tell(ended, sphere(point(ended.config()), 0.3));
        }
      }
      values.add(study.best().orElseThrow().value());
    }
    assertThat(middle(values)).isLessThan(1e-6);
  }

  @Test
  void failuresPushItAwayAndNothingMore() {
    List<Double> values = new ArrayList<>();
    for (long seed = 0; seed < 7; seed++) {
      Study study = study(cube(3), seed);
      for (int i = 0; i < 400; i++) {
        Trial trial = study.ask();
        double[] x = point(trial.config());
        // The optimum lies at the border of where trials fail.
        if (x[0] < 0.25) {
          study.tell(trial.number(), Outcome.failed());
        } else {
          study.tell(trial, sphere(x, 0.25));
        }
      }
      values.add(study.best().orElseThrow().value());
    }
    assertThat(middle(values)).isLessThan(1e-3);
  }

  @Test
  void pointsOfOthersTeachIt() {
    SearchSpace space = cube(3);
    Study study =
        Study.minimize("loss")
            .space(space)
            .sampler(new CmaEsSampler())
            .pointsToEvaluate(List.of(Map.of("x0", 0.31, "x1", 0.29, "x2", 0.3)))
            .build();
    for (int i = 0; i < 30; i++) {
      Trial trial = study.ask();
      study.tell(trial, sphere(point(trial.config()), 0.3));
    }
    assertThat(study.best().orElseThrow().value()).isLessThan(0.01);
  }

  @Test
  void itAnswersInTwoHundredDimensionsAndForAMillionCategories() {
    Study wide = study(cube(200), 1);
    for (int i = 0; i < 60; i++) {
      Trial trial = wide.ask();
      wide.tell(trial, sphere(point(trial.config()), 0.3));
    }
    Object[] names = IntStream.range(0, 1_000_000).mapToObj(i -> (Object) i).toArray();
    Study many = study(SearchSpace.builder().add("n", Choice.of(names)).build(), 1);
    for (int i = 0; i < 12; i++) {
      Trial trial = many.ask();
      many.tell(trial, trial.config().getDouble("n"));
    }
    assertThat(many.best()).isPresent();
  }

  @Test
  void itRefusesGridsAndArgumentsThatMakeNoSense() {
    SearchSpace grid = SearchSpace.builder().gridSearch("g", 1, 2).build();
    assertThatThrownBy(() -> new CmaEsSampler().start(grid, 0))
        .isInstanceOf(UnsupportedSpaceException.class)
        .hasMessageContaining("grid_search");
    assertThatThrownBy(() -> new CmaEsSampler().withPopulationSize(1))
        .hasMessage("cma: popsize must be at least 2, got 1");
    assertThatThrownBy(() -> new CmaEsSampler().withSigma(0)).hasMessageContaining("got 0.0");
  }

  private static double median(
      SearchSpace space, int trials, ToDoubleFunction<Configuration> loss) {
    List<Double> values = new ArrayList<>();
    for (long seed = 0; seed < 7; seed++) {
      Study study = study(space, seed);
      for (int i = 0; i < trials; i++) {
        Trial trial = study.ask();
        study.tell(trial, loss.applyAsDouble(trial.config()));
      }
      values.add(study.best().orElseThrow().value());
    }
    return middle(values);
  }

  private static double middle(List<Double> values) {
    return values.stream().sorted().toList().get(values.size() / 2);
  }

  private static Study study(SearchSpace space, long seed) {
    return Study.minimize("loss").space(space).sampler(new CmaEsSampler()).seed(seed).build();
  }

  private static SearchSpace cube(int dimensions) {
    SpaceBuilder builder = SearchSpace.builder();
    for (int i = 0; i < dimensions; i++) {
      builder.uniform("x" + i, 0, 1);
    }
    return builder.build();
  }

  private static double[] point(Configuration config) {
    return IntStream.range(0, config.names().size())
        .mapToDouble(i -> config.getDouble("x" + i))
        .toArray();
  }

  private static double sphere(double[] x, double at) {
    double sum = 0;
    for (double each : x) {
      sum += (each - at) * (each - at);
    }
    return sum;
  }

  private static double cigar(double x, double y) {
    return x * x + 1e6 * y * y;
  }

  /** In [0, 1] for [-2, 2] of each coordinate. */
  private static double rosenbrock(double[] unit) {
    double sum = 0;
    for (int i = 0; i + 1 < unit.length; i++) {
      double a = 4 * unit[i] - 2;
      double b = 4 * unit[i + 1] - 2;
      sum += 100 * (b - a * a) * (b - a * a) + (1 - a) * (1 - a);
    }
    return sum;
  }
}
