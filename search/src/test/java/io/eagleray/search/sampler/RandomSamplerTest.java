package io.eagleray.search.sampler;

import static org.assertj.core.api.Assertions.assertThat;

import io.eagleray.search.space.SearchSpace;
import io.eagleray.search.study.Study;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RandomSamplerTest {
  private static final SearchSpace GRID =
      SearchSpace.builder()
          .gridSearch("a", 1, 2)
          .gridSearch("b", "x", "y", "z")
          .uniform("c", 0, 1)
          .build();

  @Test
  void eachRoundRunsThroughTheWholeGrid() {
    Study study = Study.minimize("loss").space(GRID).sampler(new RandomSampler()).build();
    for (int round = 0; round < 3; round++) {
      Set<String> seen = new HashSet<>();
      Set<Object> drawn = new HashSet<>();
      for (int i = 0; i < GRID.gridSize(); i++) {
        Map<String, Object> values = study.ask().config().asMap();
        seen.add(values.get("a") + "" + values.get("b"));
        drawn.add(values.get("c"));
      }
      assertThat(seen).hasSize(6);
      assertThat(drawn).hasSize(6);
    }
  }

  @Test
  void theOtherParametersCanStayTheSameForARound() {
    Study study = Study.minimize("loss").space(GRID).sampler(new RandomSampler(true)).build();
    Set<Object> drawn = new HashSet<>();
    for (int i = 0; i < 2 * GRID.gridSize(); i++) {
      drawn.add(study.ask().config().get("c"));
    }
    assertThat(drawn).hasSize(2);
  }

  @Test
  void trialsDoNotDependOnResults() {
    Study silent = Study.minimize("loss").space(GRID).seed(5).sampler(new RandomSampler()).build();
    Study told = Study.minimize("loss").space(GRID).seed(5).sampler(new RandomSampler()).build();
    for (int i = 0; i < 20; i++) {
      var trial = told.ask();
      assertThat(silent.ask()).isEqualTo(trial);
      told.tell(trial, i);
    }
  }

  @Test
  void otherSeedsGiveOtherTrials() {
    Study one = Study.minimize("loss").space(GRID).seed(1).sampler(new RandomSampler()).build();
    Study two = Study.minimize("loss").space(GRID).seed(2).sampler(new RandomSampler()).build();
    assertThat(one.ask().config()).isNotEqualTo(two.ask().config());
  }
}
