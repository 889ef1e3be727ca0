package io.eagleray.search.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.eagleray.search.sampler.Ask;
import io.eagleray.search.sampler.Sampler;
import io.eagleray.search.space.SearchSpace;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SeveralObjectivesTest {
  private static final SearchSpace LINE = SearchSpace.builder().uniform("x", -1, 1).build();

  private final Study study =
      Study.of(Objective.minimize("latency"), Objective.maximize("accuracy")).space(LINE).build();

  @Test
  void theFrontHoldsWhatNobodyBeatsInEveryObjective() {
    int fast = end(1, 0.5);
    end(3, 0.5);
    int accurate = end(4, 0.9);
    end(Double.NaN, 1);
    study.tell(study.ask().number(), Outcome.failed());
    assertThat(study.paretoFront()).extracting(BestTrial::number).containsExactly(fast, accurate);
    assertThat(study.paretoFront().getLast().values()).containsExactly(4.0, 0.9);
  }

  @Test
  void theRankingGoesFrontByFront() {
    int worst = end(5, 0.1);
    int middle = end(2, 0.6);
    int fast = end(1, 0.5);
    int accurate = end(4, 0.9);
    assertThat(ranked().subList(0, 2)).containsExactly(fast, accurate);
    assertThat(ranked().subList(2, 4)).containsExactly(middle, worst);
  }

  @Test
  void thereIsNoSingleBestTrial() {
    assertThatThrownBy(study::best)
        .isInstanceOf(InvalidStudyException.class)
        .hasMessage(
            "a study with 2 objectives has no single best trial: ask for its paretoFront()");
  }

  @Test
  void everyTrialGivesAValueForEachObjective() {
    Trial trial = study.ask();
    assertThatThrownBy(() -> study.tell(trial, 1.0))
        .isInstanceOf(UnexpectedEventException.class)
        .hasMessage("trial 0 gives 1 values, but the study has 2 objectives: [latency, accuracy]");
    assertThatThrownBy(() -> study.report(0, 1, 1, 2, 3)).hasMessageContaining("gives 3 values");
  }

  @Test
  void reportsKeepTheLastValueOfEachObjective() {
    int trial = study.ask().number();
    study.report(trial, 1, 9, 0.1);
    study.report(trial, 2, 8, 0.2);
    assertThat(study.values(trial)).containsExactly(8.0, 0.2);
    assertThat(study.history().losses(trial)).containsExactly(8.0, -0.2);
  }

  @Test
  void objectivesNeedDifferentNames() {
    assertThatThrownBy(() -> Study.of(Objective.minimize("a"), Objective.maximize("a")))
        .isInstanceOf(InvalidStudyException.class)
        .hasMessageContaining("[a, a]");
    assertThatThrownBy(() -> Study.of(List.of())).hasMessageContaining("at least one objective");
  }

  @Test
  void aSamplerForOneObjectiveRefusesTwo() {
    Sampler single = (space, seed) -> (Ask ask) -> Optional.of(space.sample(ask.random()));
    StudyBuilder builder =
        Study.of(Objective.minimize("a"), Objective.minimize("b")).space(LINE).sampler(single);
    assertThatThrownBy(builder::build)
        .isInstanceOf(InvalidStudyException.class)
        .hasMessageContaining("searches for one objective only");
  }

  private int end(double latency, double accuracy) {
    int trial = study.ask().number();
    study.tell(trial, Outcome.completed(List.of(latency, accuracy)));
    return trial;
  }

  private List<Integer> ranked() {
    return IntStream.range(0, study.history().ended()).mapToObj(study.history()::ranked).toList();
  }
}
