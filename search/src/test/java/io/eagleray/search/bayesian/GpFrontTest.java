package io.eagleray.search.bayesian;

import static org.assertj.core.api.Assertions.assertThat;

import io.eagleray.search.sampler.Bowl;
import io.eagleray.search.sampler.SeveralLosses;
import io.eagleray.search.space.Configuration;
import io.eagleray.search.study.Objective;
import io.eagleray.search.study.Outcome;
import io.eagleray.search.study.Study;
import io.eagleray.search.study.Trial;
import io.eagleray.search.tpe.TpeSampler;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The Gaussian process where trials have several losses. */
@Tag("slow")
class GpFrontTest {

  /** On these TPE finds the front late; the gap is many times the spread over seeds. */
  @ParameterizedTest
  @EnumSource(names = {"ZDT1", "ZDT2"})
  void fortyTrialsFindMoreOfTheFrontThanThoseOfTpe(SeveralLosses function) {
    double gp = 0;
    double tpe = 0;
    for (long seed = 0; seed < 3; seed++) {
      gp += function.volume(new GpSampler(), 40, seed);
      tpe += function.volume(new TpeSampler(), 40, seed);
    }
    assertThat(gp).as("seeds 0 to 2").isGreaterThan(tpe);
  }

  @Test
  void aResumedStudyGoesOnAsIfUndisturbed() {
    Study undisturbed = study(0);
    List<Configuration> proposed = new ArrayList<>();
    for (int i = 0; i < 32; i++) {
      proposed.add(next(undisturbed));
    }
    Study resumed = study(0);
    for (int i = 0; i < 25; i++) {
      resumed.asked(i, proposed.get(i));
      resumed.told(i, Outcome.completed(losses(proposed.get(i))));
    }
    for (int i = 25; i < 32; i++) {
      assertThat(next(resumed)).as("trial %d", i).isEqualTo(proposed.get(i));
    }
  }

  @Test
  void brokenConstraintsKeepTrialsAway() {
    Study study = study(1);
    int late = 0;
    for (int i = 0; i < 40; i++) {
      Trial trial = study.ask();
      double excess = trial.config().getDouble("a") - 0.5;
      study.tell(trial.number(), Outcome.completed(losses(trial.config()), List.of(excess)));
      late += i >= 20 && excess > 0 ? 1 : 0;
    }
    assertThat(late).as("of the last 20, where half of the space is forbidden").isLessThan(10);
  }

  @Test
  void itAnswersWhereAllTrialsFailOrHaveEqualLosses() {
    Study failing = study(0);
    Study equal = study(0);
    for (int i = 0; i < 25; i++) {
      failing.tell(failing.ask().number(), Outcome.failed());
      equal.tell(equal.ask().number(), Outcome.completed(List.of(1.0, 2.0)));
    }
    assertThat(failing.paretoFront()).isEmpty();
    assertThat(equal.paretoFront()).isNotEmpty();
  }

  private static Study study(int constraints) {
    return Study.of(Objective.minimize("near"), Objective.minimize("far"))
        .space(Bowl.SPACE)
        .constraints(constraints)
        .sampler(new GpSampler())
        .seed(11)
        .build();
  }

  private static Configuration next(Study study) {
    Trial trial = study.ask();
    study.tell(trial.number(), Outcome.completed(losses(trial.config())));
    return trial.config();
  }

  private static List<Double> losses(Configuration config) {
    double a = config.getDouble("a");
    return List.of(Bowl.loss(config), (1 - a) * (1 - a));
  }
}
