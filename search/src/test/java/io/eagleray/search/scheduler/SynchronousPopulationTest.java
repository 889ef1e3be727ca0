package io.eagleray.search.scheduler;

import static org.assertj.core.api.Assertions.assertThat;

import io.eagleray.search.sampler.RandomSampler;
import io.eagleray.search.study.Next;
import io.eagleray.search.study.Outcome;
import io.eagleray.search.study.Study;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SynchronousPopulationTest {
  private static final int TRIALS = 8;

  @Test
  void aTrialTakesOverFromOneThatHasNotGoneOnYetAndSoHasNotEnded() {
    Study study =
        Study.minimize("loss")
            .space(s -> s.uniform("x", 0, 1))
            .sampler(new RandomSampler())
            .scheduler(
                new PopulationBasedTraining(1, 0, Map.of(), 0.25, 0.25, List.of(1.2, 0.8), true))
            .budget(TRIALS)
            .build();
    for (int trial = 0; trial < TRIALS; trial++) {
      assertThat(study.next()).isInstanceOf(Next.Start.class);
      assertThat(study.report(trial, 1, trial)).isEqualTo(Decision.PAUSE);
    }
    Set<Integer> ended = new HashSet<>();
    int takenOver = 0;
    while (study.next() instanceof Next.Resume(var trial, var source)) {
      if (source.isPresent()) {
        takenOver++;
        assertThat(ended).doesNotContain(source.getAsInt());
        study.restart(trial.number(), 1);
      }
      study.tell(trial.number(), Outcome.stopped());
      ended.add(trial.number());
    }
    assertThat(takenOver).isEqualTo(2);
    assertThat(ended).hasSize(TRIALS);
  }
}
