package io.eagleray.search.scheduler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.eagleray.search.registry.InvalidArgumentException;
import io.eagleray.search.registry.Lookup;
import io.eagleray.search.sampler.RandomSampler;
import io.eagleray.search.space.SearchSpace;
import io.eagleray.search.study.Study;
import io.eagleray.search.study.Trial;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class PopulationBasedBanditsTest extends SchedulerContract {

  @Override
  Scheduler scheduler() {
    return new PopulationBasedBandits().withInterval(3);
  }

  /** The processes take their time. */
  @Override
  int trials() {
    return 12;
  }

  private static final SearchSpace SPACE =
      SearchSpace.builder().uniform("rate", 0, 1).choice("kind", "a", "b").build();

  /** Trained with rate r a trial gains 1 - |r - 0.7| a step; says which rates were chosen. */
  private static List<Double> chosen(Scheduler scheduler, long seed) {
    Study study =
        Study.maximize("height")
            .space(SPACE)
            .sampler(new RandomSampler())
            .scheduler(scheduler)
            .seed(seed)
            .build();
    int members = 8;
    double[] heights = new double[members];
    double[] rates = new double[members];
    for (int i = 0; i < members; i++) {
      Trial trial = study.ask();
      rates[i] = trial.config().getDouble("rate");
    }
    List<Double> chosen = new ArrayList<>();
    for (int step = 1; step <= 40; step++) {
      for (int i = 0; i < members; i++) {
        heights[i] += 1 - Math.abs(rates[i] - 0.7);
        if (study.report(i, step, heights[i]) instanceof Decision.Exploit exploit) {
          heights[i] = heights[exploit.source()];
          rates[i] = exploit.config().getDouble("rate");
          study.restart(i, study.history().step(exploit.source()));
          chosen.add(rates[i]);
        }
      }
    }
    return chosen;
  }

  @Test
  void itGoesOnWhereMostIsGained() {
    List<Double> chosen = chosen(new PopulationBasedBandits().withInterval(2), 5);
    assertThat(chosen).hasSizeGreaterThan(7);
    List<Double> late = chosen.subList(chosen.size() - 4, chosen.size());
    assertThat(late.stream().mapToDouble(rate -> Math.abs(rate - 0.7)).average().orElseThrow())
        .isLessThan(0.2);
  }

  @Test
  @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void itTakesTheLargestAndTheSmallestNumbers() {
    Study study =
        Study.maximize("height")
            .space(SPACE)
            .sampler(new RandomSampler())
            .scheduler(new PopulationBasedBandits().withInterval(1))
            .build();
    for (int i = 0; i < 4; i++) {
      study.ask();
    }
    int takenOver = 0;
    for (int step = 1; step <= 4; step++) {
      for (int i = 0; i < 4; i++) {
        double height = (i % 2 == 0 ? 1 : -1) * (Double.MAX_VALUE / 4 * step);
        if (study.report(i, step, height) instanceof Decision.Exploit exploit) {
          study.restart(i, study.history().step(exploit.source()));
          takenOver++;
        }
      }
    }
    assertThat(takenOver).isPositive();
  }

  @Test
  void itStaysWithinTheBounds() {
    List<Double> chosen =
        chosen(
            new PopulationBasedBandits(
                2, Map.of("rate", new PopulationBasedBandits.Bounds(0.2, 0.4)), 0.25, false),
            5);
    // The first ones are copied unchanged: nothing is known of how their source improves.
    assertThat(chosen.subList(4, chosen.size())).isNotEmpty().allMatch(r -> r >= 0.2 && r <= 0.4);
  }

  @Test
  void whatCannotBeChangedIsToldAtOnce() {
    refuses(
        () -> start(Map.of("rat", new PopulationBasedBandits.Bounds(0, 1))),
        "hyperparam_bounds names \"rat\", which is no number of the search space");
    refuses(
        () -> start(Map.of("kind", new PopulationBasedBandits.Bounds(0, 1))),
        "hyperparam_bounds names \"kind\", which is no number");
    refuses(
        () -> start(Map.of("rate", new PopulationBasedBandits.Bounds(2, 3))),
        "the bounds [2.0, 3.0] of \"rate\" leave nothing of the search space");
    refuses(() -> new PopulationBasedBandits.Bounds(2, 1), "the lower one first, got [2.0, 1.0]");
    refuses(
        () -> new PopulationBasedBandits().withInterval(0),
        "perturbation_interval must be above 0, got 0.0");
  }

  private static void start(Map<String, PopulationBasedBandits.Bounds> bounds) {
    Study.minimize("loss")
        .space(SPACE)
        .scheduler(new PopulationBasedBandits(4, bounds, 0.25, false))
        .build();
  }

  @Test
  void itTakesTheArgumentsOfRayTunes() {
    assertThat(made(Map.of("hyperparam_bounds", Map.of("rate", List.of(0.1, 1)), "synch", true)))
        .isEqualTo(
            new PopulationBasedBandits(
                60, Map.of("rate", new PopulationBasedBandits.Bounds(0.1, 1)), 0.25, true));
    assertThatThrownBy(() -> made(Map.of("hyperparam_bounds", Map.of("rate", List.of(1)))))
        .isInstanceOf(InvalidArgumentException.class)
        .hasMessage("hyperparam_bounds: \"rate\" must be a list of two numbers, got [1]");
  }

  private static Scheduler made(Map<String, Object> arguments) {
    return ((Lookup.Found<Scheduler>) Schedulers.registry().find("PB2")).create(arguments);
  }

  private static void refuses(ThrowingCallable making, String message) {
    assertThatThrownBy(making)
        .isInstanceOf(InvalidSchedulerException.class)
        .hasMessageContaining(message);
  }
}
