package io.eagleray.search.bayesian;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.eagleray.search.sampler.Sampler;
import io.eagleray.search.sampler.UnsupportedSpaceException;
import io.eagleray.search.space.Configuration;
import io.eagleray.search.space.SearchSpace;
import io.eagleray.search.space.SpaceBuilder;
import io.eagleray.search.study.Study;
import io.eagleray.search.study.Trial;
import io.eagleray.search.tpe.TpeSampler;
import org.junit.jupiter.api.Test;

class TurboSamplerTest {
  @Test
  void inFortyDimensionsItLeavesTpeFarBehind() {
    double turbo = 0;
    double tpe = 0;
    for (long seed = 0; seed < 3; seed++) {
      turbo += bestOfEllipsoid(new TurboSampler(), seed);
      tpe += bestOfEllipsoid(new TpeSampler(), seed);
    }
    assertThat(turbo).as("seeds 0 to 2").isLessThan(0.5 * tpe);
  }

  @Test
  void itAnswersInTwoHundredDimensions() {
    Study study = study(new TurboSampler(), cube(200), 5);
    for (int i = 0; i < 40; i++) {
      Trial trial = study.ask();
      study.tell(trial, trial.config().getDouble("x7"));
    }
    assertThat(study.best().orElseThrow().value()).isLessThan(0.1);
  }

  @Test
  void itGoesOnWhereEverythingIsTheSame() {
    SearchSpace line = cube(1);
    Study study = study(new TurboSampler(), line, 5);
    for (int i = 0; i < 150; i++) {
      study.tell(study.ask(), 1);
    }
    assertThat(study.best()).isPresent();
  }

  @Test
  void itRefusesGridsAndArgumentsThatMakeNoSense() {
    SearchSpace grid = SearchSpace.builder().gridSearch("g", 1, 2).build();
    assertThatThrownBy(() -> new TurboSampler().start(grid, 0))
        .isInstanceOf(UnsupportedSpaceException.class)
        .hasMessageContaining("grid_search");
    assertThatThrownBy(() -> new TurboSampler(1)).hasMessageContaining("at least 2, got 1");
  }

  private static double bestOfEllipsoid(Sampler sampler, long seed) {
    Study study = study(sampler, cube(40), seed);
    for (int i = 0; i < 150; i++) {
      Trial trial = study.ask();
      study.tell(trial, ellipsoid(trial.config()));
    }
    return study.best().orElseThrow().value();
  }

  private static double ellipsoid(Configuration config) {
    double sum = 0;
    for (int i = 0; i < 40; i++) {
      double off = config.getDouble("x" + i) - 0.3 - 0.01 * i;
      sum += (i + 1) * off * off;
    }
    return sum;
  }

  private static SearchSpace cube(int dimensions) {
    SpaceBuilder builder = SearchSpace.builder();
    for (int i = 0; i < dimensions; i++) {
      builder.uniform("x" + i, 0, 1);
    }
    return builder.build();
  }

  private static Study study(Sampler sampler, SearchSpace space, long seed) {
    return Study.minimize("loss").space(space).sampler(sampler).seed(seed).build();
  }
}
