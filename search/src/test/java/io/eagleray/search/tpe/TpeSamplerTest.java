package io.eagleray.search.tpe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.eagleray.search.sampler.Bowl;
import io.eagleray.search.sampler.RandomSampler;
import io.eagleray.search.sampler.Sampler;
import io.eagleray.search.sampler.UnsupportedSpaceException;
import io.eagleray.search.space.Choice;
import io.eagleray.search.space.Configuration;
import io.eagleray.search.space.SearchSpace;
import io.eagleray.search.space.SpaceBuilder;
import io.eagleray.search.study.Study;
import io.eagleray.search.study.Trial;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TpeSamplerTest {
  @Test
  void itBeatsRandomDrawsOnAParabola() {
    double tpe = 0;
    double random = 0;
    for (long seed = 0; seed < 20; seed++) {
      tpe += search(new TpeSampler(), seed);
      random += search(new RandomSampler(), seed);
    }
    assertThat(tpe).as("seeds 0 to 19").isLessThan(0.3 * random);
  }

  @Test
  void discreteConfigurationsAreNotTriedTwiceWhileOthersAreLeft() {
    SearchSpace space = SearchSpace.builder().choice("a", 1, 2, 3, 4).randInt("b", 0, 6).build();
    Study study = Study.minimize("loss").space(space).sampler(new TpeSampler()).seed(3).build();
    Set<Configuration> seen = new HashSet<>();
    for (int i = 0; i < 20; i++) {
      Trial trial = study.ask();
      seen.add(trial.config());
      study.tell(trial, trial.config().getDouble("a") + trial.config().getDouble("b"));
    }
    // The spread start may repeat itself; the model does not.
    assertThat(seen.size()).isGreaterThanOrEqualTo(18);
  }

  @Test
  void runningTrialsKeepOthersAway() {
    Study study =
        Study.minimize("loss").space(Bowl.SPACE).sampler(new TpeSampler()).seed(9).build();
    for (int i = 0; i < 30; i++) {
      Trial trial = study.ask();
      study.tell(trial, Bowl.loss(trial.config()));
    }
    List<Trial> atOnce = IntStream.range(0, 16).mapToObj(i -> study.ask()).toList();
    double spread =
        atOnce.stream().mapToDouble(t -> t.config().getDouble("a")).max().orElseThrow()
            - atOnce.stream().mapToDouble(t -> t.config().getDouble("a")).min().orElseThrow();
    assertThat(atOnce.stream().map(Trial::config).distinct()).hasSize(16);
    assertThat(spread).isGreaterThan(0.1);
  }

  @Test
  void failedRegionsAreLeft() {
    SearchSpace line = SearchSpace.builder().uniform("x", 0, 1).build();
    Study study = Study.minimize("loss").space(line).sampler(new TpeSampler()).seed(2).build();
    int late = 0;
    for (int i = 0; i < 100; i++) {
      Trial trial = study.ask();
      double x = trial.config().getDouble("x");
      if (x < 0.5) {
        late += i >= 50 ? 1 : 0;
        study.tell(trial, Double.NaN);
      } else {
        study.tell(trial, (x - 0.8) * (x - 0.8));
      }
    }
    assertThat(late).isLessThan(20);
  }

  @Test
  void itAnswersInTwoHundredDimensions() {
    SpaceBuilder builder = SearchSpace.builder();
    for (int i = 0; i < 200; i++) {
      builder.uniform("x" + i, -1, 1);
    }
    best(builder.build(), 60, config -> config.getDouble("x7"));
  }

  @Test
  void itAnswersForAHugeChoice() {
    Object[] names = IntStream.range(0, 200_000).mapToObj(i -> "name" + i).toArray();
    SearchSpace space = SearchSpace.builder().add("n", Choice.of(names)).build();
    best(space, 40, config -> config.getString("n").length());
  }

  @Test
  void itRefusesGridsAndArgumentsThatMakeNoSense() {
    SearchSpace grid = SearchSpace.builder().gridSearch("g", 1, 2).build();
    assertThatThrownBy(() -> new TpeSampler().start(grid, 0))
        .isInstanceOf(UnsupportedSpaceException.class)
        .hasMessageContaining("grid_search");
    assertThatThrownBy(() -> new TpeSampler(0, 0.1, 24)).hasMessageContaining("got 0");
    assertThatThrownBy(() -> new TpeSampler(10, 1, 24)).hasMessageContaining("got 1.0");
    assertThatThrownBy(() -> new TpeSampler(10, 0.1, 0)).hasMessageContaining("got 0");
  }

  private static double search(Sampler sampler, long seed) {
    Study study = Study.minimize("loss").space(Bowl.SPACE).sampler(sampler).seed(seed).build();
    for (int i = 0; i < 60; i++) {
      Trial trial = study.ask();
      study.tell(trial, Bowl.loss(trial.config()));
    }
    return study.best().orElseThrow().value();
  }

  private static void best(SearchSpace space, int trials, ToDoubleFunction<Configuration> loss) {
    Study study = Study.minimize("loss").space(space).sampler(new TpeSampler()).build();
    for (int i = 0; i < trials; i++) {
      Trial trial = study.ask();
      study.tell(trial, loss.applyAsDouble(trial.config()));
    }
    assertThat(study.best()).isPresent();
  }
}
