package io.eagleray.search.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.eagleray.search.space.SearchSpace;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LossRankingTest {
  private static final SearchSpace LINE = SearchSpace.builder().uniform("x", 0, 1).build();
  private static final long SEED = 12;

  @Test
  void theOrderIsThatOfSortingWhateverIsAskedWhen() {
    Observations history = new Observations(LINE);
    SplittableRandom random = new SplittableRandom(SEED);
    List<Integer> ended = new ArrayList<>();
    List<Integer> paused = new ArrayList<>();
    for (int i = 0; i < 5000; i++) {
      int trial = history.add(LINE.sample(random));
      history.report(trial, 1 + random.nextInt(3), random.nextInt(50));
      ended.add(trial);
      if (random.nextInt(10) == 0) {
        history.end(trial, TrialState.PAUSED);
        paused.add(trial);
      } else {
        history.end(trial, random.nextBoolean() ? TrialState.COMPLETED : TrialState.STOPPED);
      }
      if (!paused.isEmpty() && random.nextInt(20) == 0) {
        int again = paused.remove(random.nextInt(paused.size()));
        history.resume(again);
        history.report(again, 9, random.nextInt(50));
        history.end(again, TrialState.COMPLETED);
      }
      if (random.nextInt(400) == 0) {
        assertThat(history.ranked(random.nextInt(ended.size()))).isNotNegative();
      }
    }
    List<Integer> sorted = ended.stream().sorted(history::compare).toList();
    assertThat(IntStream.range(0, ended.size()).map(history::ranked).boxed().toList())
        .as("seed %d", SEED)
        .isEqualTo(sorted);
  }
}
