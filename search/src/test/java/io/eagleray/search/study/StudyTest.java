package io.eagleray.search.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.eagleray.search.sampler.GridSampler;
import io.eagleray.search.scheduler.AshaScheduler;
import io.eagleray.search.scheduler.Decision;
import io.eagleray.search.space.InvalidConfigurationException;
import io.eagleray.search.space.InvalidSpaceException;
import io.eagleray.search.space.SearchSpace;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StudyTest {
  private static final SearchSpace LINE = SearchSpace.builder().uniform("x", -1, 1).build();

  @Test
  void findsTheLowGroundOfAParabola() {
    Study study = Study.minimize("loss").space(LINE).seed(7).build();
    for (int i = 0; i < 50; i++) {
      Trial trial = study.ask();
      double x = trial.config().getDouble("x");
      study.tell(trial, (x - 0.3) * (x - 0.3));
    }
    assertThat(study.best().orElseThrow().value()).isLessThan(1e-3);
    assertThat(study.best().orElseThrow().config().getDouble("x")).isBetween(0.26, 0.34);
  }

  @Test
  void maximizesInTheDirectionItWasGiven() {
    Study study = Study.maximize("score").space(LINE).seed(7).build();
    Trial first = study.ask();
    Trial second = study.ask();
    study.tell(first, 1.0);
    study.tell(second, 2.0);
    assertThat(study.best().orElseThrow().number()).isEqualTo(second.number());
    assertThat(study.best().orElseThrow().value()).isEqualTo(2.0);
  }

  @Test
  void valuesThatAreNoNumbersAreNeverBest() {
    Study study = Study.maximize("score").space(LINE).build();
    study.tell(study.ask(), Double.NaN);
    study.tell(study.ask(), Double.POSITIVE_INFINITY);
    study.tell(study.ask().number(), Outcome.failed());
    assertThat(study.best()).isEmpty();
    study.tell(study.ask(), -5.0);
    assertThat(study.best().orElseThrow().value()).isEqualTo(-5.0);
  }

  @Test
  void theHighestStepCountsBeforeTheValue() {
    Study study =
        Study.minimize("loss").space(LINE).scheduler(new AshaScheduler().withMaxT(9)).build();
    int shorter = study.ask().number();
    int longer = study.ask().number();
    study.report(shorter, 1, 0.1);
    study.report(longer, 2, 0.5);
    study.tell(shorter, Outcome.stopped());
    study.tell(longer, Outcome.stopped());
    assertThat(study.best().orElseThrow().number()).isEqualTo(longer);
  }

  @Test
  void aGridEndsAfterItsLastCombination() {
    SearchSpace space = SearchSpace.builder().choice("a", 1, 2).choice("b", "x", "y").build();
    Study study = Study.minimize("loss").space(space).sampler(new GridSampler()).build();
    for (int i = 0; i < 4; i++) {
      assertThat(study.tryAsk()).isPresent();
    }
    assertThat(study.tryAsk()).isEmpty();
    assertThatThrownBy(study::ask)
        .isInstanceOf(ExhaustedException.class)
        .hasMessageContaining("4 trials");
  }

  @Test
  void theBudgetCountsPointsToEvaluate() {
    Study study =
        Study.minimize("loss")
            .space(LINE)
            .budget(2)
            .pointsToEvaluate(List.of(Map.of("x", 0.5)))
            .build();
    assertThat(study.ask().config().getDouble("x")).isEqualTo(0.5);
    study.ask();
    assertThat(study.tryAsk()).isEmpty();
  }

  @Test
  void missingParametersOfAPointAreDrawn() {
    SearchSpace space = SearchSpace.builder().uniform("x", 0, 1).uniform("y", 0, 1).build();
    Study study =
        Study.minimize("loss").space(space).pointsToEvaluate(List.of(Map.of("y", 0.25))).build();
    Trial trial = study.ask();
    assertThat(trial.config().getDouble("y")).isEqualTo(0.25);
    assertThat(trial.config().getDouble("x")).isBetween(0.0, 1.0);
  }

  @Test
  void aPointOutsideTheSpaceIsRefusedAtOnce() {
    StudyBuilder builder =
        Study.minimize("loss").space(LINE).pointsToEvaluate(List.of(Map.of("x", 7)));
    assertThatThrownBy(builder::build)
        .isInstanceOf(InvalidConfigurationException.class)
        .hasMessageContaining("\"x\" must be a number in [-1.0, 1.0], got 7");
  }

  @Test
  void anEmptySpaceIsRefused() {
    StudyBuilder builder = Study.minimize("loss");
    assertThatThrownBy(builder::build).isInstanceOf(InvalidSpaceException.class);
  }

  @Test
  void reportsMustGoForward() {
    Study study = Study.minimize("loss").space(LINE).build();
    int trial = study.ask().number();
    assertThat(study.report(trial, 2, 1.0)).isEqualTo(Decision.CONTINUE);
    assertThatThrownBy(() -> study.report(trial, 2, 1.0))
        .isInstanceOf(UnexpectedEventException.class)
        .hasMessageContaining("must be above its last one, 2");
  }

  @Test
  void anEndedTrialTakesNothingMore() {
    Study study = Study.minimize("loss").space(LINE).build();
    Trial trial = study.ask();
    study.tell(trial, 1.0);
    assertThatThrownBy(() -> study.tell(trial, 1.0))
        .isInstanceOf(UnexpectedEventException.class)
        .hasMessageContaining("COMPLETED");
    assertThatThrownBy(() -> study.report(99, 1, 1.0))
        .isInstanceOf(UnexpectedEventException.class)
        .hasMessageContaining("no trial 99");
  }

  @Test
  void aRestartedTrialMayReportAgain() {
    Study study = Study.minimize("loss").space(LINE).build();
    int trial = study.ask().number();
    study.report(trial, 1, 1.0);
    study.report(trial, 2, 1.0);
    study.restart(trial, 1);
    study.report(trial, 2, 0.5);
    assertThat(study.value(trial)).isEqualTo(0.5);
    assertThatThrownBy(() -> study.restart(trial, 3)).isInstanceOf(UnexpectedEventException.class);
  }
}
