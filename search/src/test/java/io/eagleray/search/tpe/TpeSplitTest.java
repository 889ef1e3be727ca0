package io.eagleray.search.tpe;

import static org.assertj.core.api.Assertions.assertThat;

import io.eagleray.search.history.Observations;
import io.eagleray.search.history.TrialState;
import io.eagleray.search.space.SearchSpace;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class TpeSplitTest {
  private static final SearchSpace LINE = SearchSpace.builder().uniform("x", 0, 1).build();

  @Test
  void aTenthIsGoodAndAllElseIsNot() {
    TpeSplit split = split(100, 7);
    assertThat(split.goodCount()).isEqualTo(10);
    assertThat(Arrays.stream(split.good()).limit(10)).containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8, 9);
    assertThat(split.otherCount()).isEqualTo(97);
  }

  @Test
  void aThousandRunningTrialsLeaveRoomForTheEndedOnes() {
    TpeSplit split = split(300, 1000);
    long running =
        Arrays.stream(split.others()).limit(split.otherCount()).filter(t -> t >= 300).count();
    assertThat(split.otherCount()).isEqualTo(400);
    assertThat(running).isBetween(100L, 200L);
  }

  @Test
  void theRunningTrialsFillThePlacesThatEndedOnesLeave() {
    TpeSplit split = split(20, 1000);
    assertThat(split.goodCount()).isEqualTo(2);
    assertThat(split.otherCount()).isEqualTo(400);
    assertThat(Arrays.stream(split.others()).limit(400).distinct()).hasSize(400);
  }

  private static TpeSplit split(int ended, int running) {
    Observations history = new Observations(LINE);
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < ended + running; i++) {
      history.add(LINE.sample(random));
    }
    for (int i = 0; i < ended; i++) {
      history.report(i, 1, i);
      history.end(i, TrialState.COMPLETED);
    }
    TpeSplit split = new TpeSplit(0.1);
    split.divide(history);
    return split;
  }
}
