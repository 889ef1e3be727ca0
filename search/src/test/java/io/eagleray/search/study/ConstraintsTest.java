package io.eagleray.search.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.eagleray.search.history.History;
import io.eagleray.search.space.SearchSpace;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ConstraintsTest {
  private final Study study =
      Study.minimize("loss").space(s -> s.uniform("x", 0, 1)).constraints(2).build();
  private final History history = study.history();

  @Test
  void infeasibleTrialsComeAfterTheFeasibleOnesByViolationThenStoppedThenFailed() {
    int failed = study.ask().number();
    study.tell(failed, Outcome.failed());
    int stopped = study.ask().number();
    study.report(stopped, 1, -9);
    study.tell(stopped, Outcome.stopped());
    int unknown = end(-8, Double.NaN, -1);
    int far = end(-7, 3, 2);
    int near = end(-5, -9, 4);
    int feasible = end(5, 0, 0);
    int better = end(4, -1, -1);
    assertThat(IntStream.range(0, history.ended()).map(history::ranked))
        .containsExactly(better, feasible, near, far, unknown, stopped, failed);
    assertThat(history.violation(far)).isEqualTo(5);
    assertThat(history.violation(near)).isEqualTo(4);
    assertThat(history.violation(unknown)).isInfinite();
    assertThat(history.violation(stopped)).isNaN();
  }

  @Test
  void onlyAFeasibleTrialIsBest() {
    end(1, 1, 0);
    assertThat(study.best()).isEmpty();
    int feasible = end(2, -1, 0);
    assertThat(study.best().orElseThrow().number()).isEqualTo(feasible);
  }

  @Test
  void everyCompletedTrialGivesAllConstraintValues() {
    Trial trial = study.ask();
    assertThatThrownBy(() -> study.tell(trial, 1.0))
        .isInstanceOf(UnexpectedEventException.class)
        .hasMessageContaining("trial 0 gives 0 constraint values, but the study has 2");
    study.tell(trial.number(), Outcome.completed(List.of(1.0), List.of(0.0, 0.0)));
    assertThat(study.best()).isPresent();
  }

  @Test
  void aStudyWithoutConstraintsTakesNone() {
    SearchSpace line = SearchSpace.builder().uniform("x", 0, 1).build();
    Study free = Study.minimize("loss").space(line).build();
    int trial = free.ask().number();
    assertThatThrownBy(() -> free.tell(trial, Outcome.completed(List.of(1.0), List.of(0.0))))
        .hasMessageContaining("gives 1 constraint values, but the study has 0");
    assertThatThrownBy(() -> Study.minimize("loss").constraints(-1))
        .isInstanceOf(InvalidStudyException.class);
  }

  private int end(double loss, double first, double second) {
    int trial = study.ask().number();
    study.tell(trial, Outcome.completed(List.of(loss), List.of(first, second)));
    return trial;
  }
}
