package io.eagleray.search.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.eagleray.search.space.Configuration;
import io.eagleray.search.space.SearchSpace;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ObservationsTest {
  private final SearchSpace space = SearchSpace.builder().uniform("x", 0, 1).build();
  private final Observations history = new Observations(space);

  @Test
  void completedTrialsComeFirstThenStoppedOnesByStepThenTheRest() {
    end(TrialState.FAILED, 9, 0.0);
    end(TrialState.STOPPED, 2, 0.1);
    end(TrialState.STOPPED, 4, 0.9);
    end(TrialState.COMPLETED, 9, 0.7);
    end(TrialState.STOPPED, 4, 0.8);
    end(TrialState.COMPLETED, 9, Double.NaN);
    end(TrialState.COMPLETED, 9, 0.6);
    assertThat(IntStream.range(0, history.ended()).map(history::ranked))
        .containsExactly(6, 3, 4, 2, 1, 0, 5);
    assertThat(history.usable()).isEqualTo(5);
  }

  @Test
  void runningTrialsKeepTheirOrder() {
    for (int i = 0; i < 40; i++) {
      history.add(Configuration.of(Map.of("x", i / 40.0)));
    }
    for (int i = 0; i < 40; i += 2) {
      history.end(i, TrialState.COMPLETED);
    }
    assertThat(IntStream.range(0, history.running()).map(history::runningTrial))
        .containsExactlyElementsOf(IntStream.range(0, 20).map(i -> 2 * i + 1).boxed().toList());
    assertThat(history.hasSeen(Configuration.of(Map.of("x", 0.5)))).isTrue();
    assertThat(history.hasSeen(Configuration.of(Map.of("x", 0.51)))).isFalse();
  }

  @Test
  void aPausedTrialIsRankedByWhatItReportedUntilItGoesOn() {
    end(TrialState.STOPPED, 2, 0.1);
    end(TrialState.PAUSED, 4, 0.9);
    end(TrialState.STOPPED, 4, 0.8);
    assertThat(IntStream.range(0, history.ended()).map(history::ranked)).containsExactly(2, 1, 0);
    history.resume(1);
    assertThat(IntStream.range(0, history.ended()).map(history::ranked)).containsExactly(2, 0);
    assertThat(history.usable()).isEqualTo(2);
    assertThat(history.runningTrial(0)).isEqualTo(1);
    history.report(1, 9, 0.7);
    history.end(1, TrialState.COMPLETED);
    assertThat(IntStream.range(0, history.ended()).map(history::ranked)).containsExactly(1, 2, 0);
  }

  @Test
  void aTrialSetBackToAStepHasTheLossItReportedThere() {
    int trial = history.add(Configuration.of(Map.of("x", 0.5)));
    history.report(trial, 1, 0.9);
    history.report(trial, 2, 0.4);
    history.rewind(trial, 1);
    assertThat(history.loss(trial)).isEqualTo(0.9);
    history.rewind(trial, 5);
    assertThat(history.step(trial)).isEqualTo(5);
    assertThat(history.loss(trial)).isNaN();
  }

  private void end(TrialState state, long step, double loss) {
    int trial = history.add(Configuration.of(Map.of("x", 0.5)));
    history.report(trial, step, loss);
    history.end(trial, state);
  }
}
