package io.eagleray.search.sampler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.eagleray.search.space.Configuration;
import io.eagleray.search.space.SearchSpace;
import io.eagleray.search.study.Study;
import java.util.HashSet;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;

class GridSamplerTest {

  @Test
  void everyCombinationComesOnce() {
    SearchSpace space =
        SearchSpace.builder()
            .randInt("n", 0, 4)
            .logRandInt("m", 1, 6)
            .qUniform("q", 0, 1, 0.5)
            .choice("c", "a", "b")
            .randInt("d", 0, 3)
            .when("c", "a")
            .build();
    Set<Configuration> seen = all(space, new GridSampler());
    assertThat(seen).hasSize(4 * 5 * 3 * (3 + 1));
  }

  @Test
  void aResolutionStandsForInfinitelyManyValues() {
    SearchSpace space = SearchSpace.builder().logUniform("lr", 1e-4, 1e-1).build();
    Set<Configuration> seen = all(space, new GridSampler(OptionalInt.of(4)));
    assertThat(seen).hasSize(4);
    assertThat(seen)
        .allMatch(config -> {
          double magnitude = Math.log10(config.getDouble("lr"));
          return Math.abs(magnitude - Math.rint(magnitude)) < 1e-9;
        });
  }

  @Test
  void withoutAResolutionItRefusesAnInfiniteSide() {
    SearchSpace space = SearchSpace.builder().choice("a", 1, 2).uniform("lr", 0, 1).build();
    assertThatThrownBy(() -> new GridSampler().start(space, 0))
        .isInstanceOf(UnsupportedSpaceException.class)
        .hasMessageContaining("\"lr\" is a number in [0.0, 1.0]");
    assertThatThrownBy(() -> new GridSampler(OptionalInt.of(0)))
        .isInstanceOf(InvalidSamplerException.class)
        .hasMessageContaining("got 0");
  }

  private static Set<Configuration> all(SearchSpace space, Sampler sampler) {
    Study study = Study.minimize("loss").space(space).sampler(sampler).build();
    Set<Configuration> seen = new HashSet<>();
    for (var trial = study.tryAsk(); trial.isPresent(); trial = study.tryAsk()) {
      assertThat(seen.add(trial.get().config())).isTrue();
    }
    return seen;
  }
}
