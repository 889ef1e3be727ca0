package io.eagleray.search.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.eagleray.search.history.TrialState;
import io.eagleray.search.sampler.GridSampler;
import io.eagleray.search.space.Configuration;
import io.eagleray.search.space.SearchSpace;
import io.eagleray.search.tpe.TpeSampler;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class StartFromTest {
  private static final SearchSpace PLANE =
      SearchSpace.builder().uniform("x", 0, 1).uniform("y", 0, 1).build();

  private static double loss(Configuration config) {
    return Math.abs(config.getDouble("x") - 0.8) + Math.abs(config.getDouble("y") - 0.2);
  }

  private static Study plane(int trials) {
    Study study = Study.minimize("loss").space(PLANE).seed(1).build();
    for (int i = 0; i < trials; i++) {
      Trial trial = study.ask();
      study.tell(trial, loss(trial.config()));
    }
    return study;
  }

  @Test
  void whatAnEarlierStudyHasLearnedSparesTheRandomStart() {
    Study earlier = plane(60);
    double cold = 0;
    double warm = 0;
    for (int seed = 0; seed < 10; seed++) {
      for (boolean starts : new boolean[] {false, true}) {
        StudyBuilder builder =
            Study.minimize("loss").space(PLANE).sampler(new TpeSampler()).seed(seed);
        Study study = (starts ? builder.startFrom(earlier) : builder).build();
        double sum = 0;
        for (int i = 0; i < 8; i++) {
          Trial trial = study.ask();
          sum += loss(trial.config());
          study.tell(trial, loss(trial.config()));
        }
        cold += starts ? 0 : sum;
        warm += starts ? sum : 0;
      }
    }
    assertThat(warm).isLessThan(0.7 * cold);
  }

  @Test
  void earlierTrialsCountForNeitherBudgetNorBest() {
    Study study = Study.minimize("loss").space(PLANE).startFrom(plane(5)).budget(2).build();

    assertThat(study.earlierTrials()).isEqualTo(5);
    assertThat(study.history().ended()).isEqualTo(5);
    assertThat(study.best()).isEmpty();
    Trial own = study.ask();
    assertThat(own.number()).isEqualTo(5);
    study.tell(own, 9.0);
    study.tell(study.ask(), 8.0);
    assertThat(study.tryAsk()).isEmpty();
    assertThat(study.best().orElseThrow().value()).isEqualTo(8.0);
  }

  @Test
  void failedTrialsAreTakenOverAndRunningOnesAreNot() {
    Study earlier = plane(1);
    study(earlier);
    Study study = Study.minimize("loss").space(PLANE).startFrom(earlier).build();

    assertThat(study.earlierTrials()).isEqualTo(2);
    assertThat(study.history().state(1)).isEqualTo(TrialState.FAILED);
  }

  private static void study(Study earlier) {
    earlier.tell(earlier.ask().number(), Outcome.failed());
    earlier.ask();
  }

  @Test
  void ofASpaceThatOverlapsTheSharedParametersAreTaken() {
    SearchSpace other = SearchSpace.builder().uniform("x", 0, 1).choice("new", "a", "b").build();
    Study earlier = plane(4);
    Study study = Study.minimize("loss").space(other).startFrom(earlier).build();

    assertThat(study.earlierTrials()).isEqualTo(4);
    for (int i = 0; i < 4; i++) {
      Configuration taken = study.history().configuration(i);
      assertThat(taken.getDouble("x")).isEqualTo(earlier.history().configuration(i).getDouble("x"));
      assertThat(other.problems(taken.asMap())).isEmpty();
    }
  }

  @Test
  void whatLiesOutsideOrSharesNothingIsLeftOut() {
    Study earlier =
        Study.minimize("loss")
            .space(PLANE)
            .pointsToEvaluate(List.of(Map.of("x", 0.1, "y", 0.5), Map.of("x", 0.9, "y", 0.5)))
            .build();
    study(earlier);
    earlier.tell(1, Outcome.completed(1));
    SearchSpace narrow = SearchSpace.builder().uniform("x", 0.5, 1).build();
    SearchSpace strange = SearchSpace.builder().uniform("z", 0.5, 1).build();

    assertThat(Study.minimize("loss").space(narrow).startFrom(earlier).build().earlierTrials())
        .isEqualTo(1);
    assertThat(Study.minimize("loss").space(strange).startFrom(earlier).build().earlierTrials())
        .isZero();
  }

  @Test
  void aGridStillRunsThroughAllOfIt() {
    SearchSpace space = SearchSpace.builder().choice("x", 0.25, 0.5, 0.75).build();
    Study earlier = Study.minimize("loss").space(space).build();
    earlier.tell(earlier.ask(), 1.0);
    Study study =
        Study.minimize("loss").space(space).sampler(new GridSampler()).startFrom(earlier).build();

    assertThat(study.ask().config().getDouble("x")).isEqualTo(0.25);
    study.ask();
    study.ask();
    assertThat(study.tryAsk()).isEmpty();
  }

  @Test
  void aStudyOfAnotherGoalIsRefused() {
    StudyBuilder builder = Study.maximize("accuracy").space(PLANE).startFrom(plane(1));

    assertThatThrownBy(builder::build)
        .isInstanceOf(InvalidStudyException.class)
        .hasMessage(
            "a study of maximize accuracy and 0 constraints cannot start from one of minimize loss"
                + " and 0");
  }
}
