package io.eagleray.search.bayesian;

import static org.assertj.core.api.Assertions.assertThat;

import io.eagleray.search.history.Observations;
import io.eagleray.search.history.TrialState;
import io.eagleray.search.space.Configuration;
import io.eagleray.search.space.SearchSpace;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TrustRegionTest {
  private static final int STARTUP = 2;
  private static final int PATIENCE = 4;

  private final Observations history =
      new Observations(SearchSpace.builder().uniform("x", 0, 1).build());

  @Test
  void threeImprovementsInARowLetItGrowUpToItsGreatestLength() {
    endWith(9, 8, 7, 6);
    assertThat(region().length()).isEqualTo(0.8);
    endWith(5);
    assertThat(region().length()).isEqualTo(1.6);
    endWith(4, 3, 2);
    assertThat(region().length()).isEqualTo(1.6);
    assertThat(region().best()).isEqualTo(7);
  }

  @Test
  void trialsWithoutAnImprovementLetItShrink() {
    endWith(2, 1, 5, 5, 5);
    assertThat(region().length()).isEqualTo(0.8);
    endWith(5);
    assertThat(region().length()).isEqualTo(0.4);
  }

  @Test
  void anImprovementInBetweenStartsTheCountAgain() {
    endWith(2, 1, 5, 5, 5, 0.5, 5, 5, 5);
    assertThat(region().length()).isEqualTo(0.8);
  }

  @Test
  void anImprovementTooSmallToMatterIsNone() {
    endWith(2, 1, 5, 5, 5, 1 - 1e-4);
    assertThat(region().length()).isEqualTo(0.4);
    assertThat(region().best()).isEqualTo(5);
  }

  @Test
  void whenItHasBecomeTinyItBeginsAgainWithoutTheOldTrials() {
    endWith(2, 1);
    for (int halving = 0; halving < 7; halving++) {
      endWith(5, 5, 5, 5);
    }
    assertThat(region()).satisfies(again -> assertThat(again.trials()).isEmpty());
    assertThat(region().length()).isEqualTo(0.8);
    assertThat(region().best()).isEqualTo(-1);
    endWith(7);
    assertThat(region().trials()).containsExactly(30);
  }

  @Test
  void trialsAskedForBeforeItBeganAgainDoNotCount() {
    int early = history.add(Configuration.of(Map.of("x", 0.25)));
    endWith(2, 1);
    for (int halving = 0; halving < 7; halving++) {
      endWith(5, 5, 5, 5);
    }
    history.report(early, 1, 0.0);
    history.end(early, TrialState.COMPLETED);
    assertThat(region().trials()).isEmpty();
  }

  private TrustRegion region() {
    return TrustRegion.of(history, STARTUP, PATIENCE);
  }

  private void endWith(double... losses) {
    for (double loss : losses) {
      int trial = history.add(Configuration.of(Map.of("x", 0.5)));
      history.report(trial, 1, loss);
      history.end(trial, TrialState.COMPLETED);
    }
  }
}
