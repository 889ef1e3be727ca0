package io.eagleray.search.scheduler;

import static org.assertj.core.api.Assertions.assertThat;

import io.eagleray.search.sampler.RandomSampler;
import io.eagleray.search.stopper.NoImprovementStopper;
import io.eagleray.search.stopper.TrialPlateauStopper;
import io.eagleray.search.study.Study;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Schedulers of trials that stoppers end as well. */
class BesideStoppersTest {
  private static final long SEED = 5;

  static List<Scheduler> schedulers() {
    return List.of(
        new AshaScheduler(27, 1, 3, 1, true),
        new HyperBandScheduler(27, 3, true, false),
        new HyperBandScheduler(27, 3, true, true),
        new MedianStoppingRule(3, 3, false),
        new PopulationBasedTraining().withInterval(3));
  }

  private static Study study(Scheduler scheduler) {
    return Study.minimize("loss")
        .space(s -> s.uniform("x", 0, 1))
        .sampler(new RandomSampler())
        .scheduler(scheduler)
        .stopper(new TrialPlateauStopper(0.05, 3, 4, OptionalDouble.empty()))
        .stopper(new NoImprovementStopper(15, 0))
        .budget(60)
        .seed(SEED)
        .build();
  }

  @ParameterizedTest
  @MethodSource("schedulers")
  void theSearchEndsAndGoesOnFromAnyMomentAsItWould(Scheduler scheduler) {
    Study study = study(scheduler);
    Simulation whole = new Simulation(study, SEED);
    List<String> expected = whole.run();
    assertThat(study.isOver()).isTrue();
    assertThat(study.history().running()).isZero();
    for (int events = 0; events <= whole.events(); events += 19) {
      assertThat(whole.replayedInto(study(scheduler), events).run()).isEqualTo(expected);
    }
  }
}
