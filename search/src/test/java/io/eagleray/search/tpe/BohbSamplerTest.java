package io.eagleray.search.tpe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.eagleray.search.history.Observations;
import io.eagleray.search.history.TrialState;
import io.eagleray.search.registry.Lookup;
import io.eagleray.search.sampler.Ask;
import io.eagleray.search.sampler.InvalidSamplerException;
import io.eagleray.search.sampler.Proposer;
import io.eagleray.search.sampler.Randomness;
import io.eagleray.search.sampler.Sampler;
import io.eagleray.search.sampler.Samplers;
import io.eagleray.search.scheduler.Decision;
import io.eagleray.search.scheduler.HyperBandScheduler;
import io.eagleray.search.space.Configuration;
import io.eagleray.search.space.SearchSpace;
import io.eagleray.search.study.Next;
import io.eagleray.search.study.Outcome;
import io.eagleray.search.study.Study;
import io.eagleray.search.study.Trial;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BohbSamplerTest {
  private static final SearchSpace LINE = SearchSpace.builder().uniform("x", 0, 1).build();

  private static Observations trials(int count) {
    Observations history = new Observations(LINE);
    for (int i = 0; i < count; i++) {
      history.add(Configuration.of(Map.of("x", i / 100.0)));
    }
    return history;
  }

  /** Trial i reports i + 1 at step 1, and if it comes to step 3, the opposite order there. */
  private static Observations reported(int first, int second) {
    Observations history = trials(first);
    for (int trial = 0; trial < first; trial++) {
      history.report(trial, 1, trial + 1);
      if (trial < second) {
        history.report(trial, 3, -trial);
      }
    }
    return history;
  }

  @Test
  void theHighestStepWithEnoughTrialsIsCompared() {
    // Two are good at least, and four make a step count.
    BohbSplit four = BohbSplit.of(reported(10, 4), 2, 0.15);
    assertThat(four.good()).containsExactly(2, 3);
    assertThat(four.others()).containsExactly(0, 1);
    BohbSplit three = BohbSplit.of(reported(10, 3), 2, 0.15);
    assertThat(three.good()).as("by what all had at the first step").containsExactly(0, 1);
    assertThat(three.others()).hasSize(8);
  }

  @Test
  void aShareOfManyTrialsIsGood() {
    assertThat(BohbSplit.of(reported(100, 0), 2, 0.15).good()).hasSize(15);
  }

  @Test
  void withTooFewTrialsThereIsNothingToLearnFrom() {
    assertThat(BohbSplit.of(reported(3, 3), 2, 0.15)).isEqualTo(BohbSplit.NOTHING);
    assertThat(BohbSplit.of(trials(50), 2, 0.15)).isEqualTo(BohbSplit.NOTHING);
  }

  @Test
  void failedTrialsAndThoseWithoutANumberAreNeverGood() {
    Observations history = reported(10, 0);
    history.report(0, 2, -5);
    history.end(0, TrialState.FAILED);
    history.report(1, 1, Double.NaN);
    BohbSplit split = BohbSplit.of(history, 2, 0.15);
    assertThat(split.good()).containsExactly(2, 3);
    assertThat(split.others()).contains(0, 1).hasSize(8);
  }

  @Test
  void aThirdIsRandomAndTheRestIsWhereLongTrainingsWereGood() {
    Observations history = reported(40, 40);
    Proposer proposer = new BohbSampler().start(LINE, 3);
    int near = 0;
    for (int i = 0; i < 300; i++) {
      double x =
          proposer.propose(new Ask(history, 40, Randomness.of(3, i))).orElseThrow().getDouble("x");
      // The best at step 3 are those from 0.34 on; at step 1 they were the worst.
      near += x > 0.3 && x < 0.5 ? 1 : 0;
    }
    // A random search would have 60 of 300 there.
    assertThat(near).isGreaterThan(110);
  }

  @Test
  void besideHyperbandItFindsTheLowGround() {
    Study study =
        Study.minimize("loss")
            .space(s -> s.uniform("x", -1, 1).uniform("y", -1, 1))
            .sampler(new BohbSampler())
            .scheduler(new HyperBandScheduler(9, 3, true, true))
            .budget(80)
            .seed(5)
            .build();
    Map<Integer, Long> steps = new HashMap<>();
    while (true) {
      Trial trial;
      switch (study.next()) {
        case Next.Start start -> trial = start.trial();
        case Next.Resume resume -> trial = resume.trial();
        case Next.Dropped dropped -> {
          continue;
        }
        case Next.Wait wait -> throw new AssertionError("nothing runs to wait for");
        case Next.Done done -> {
          assertThat(study.best().orElseThrow().step()).isEqualTo(9);
          assertThat(study.best().orElseThrow().value()).isLessThan(0.3);
          return;
        }
      }
      Decision decision = Decision.CONTINUE;
      while (decision == Decision.CONTINUE) {
        long step = steps.merge(trial.number(), 1L, Long::sum);
        double x = trial.config().getDouble("x") - 0.3;
        double y = trial.config().getDouble("y") + 0.5;
        decision = study.report(trial.number(), step, x * x + y * y + 1.0 / step - 1.0 / 9);
      }
      if (decision == Decision.STOP) {
        study.tell(trial.number(), Outcome.stopped());
      }
    }
  }

  @Test
  void itTakesTheArgumentsOfRayTunesToo() {
    assertThat(made(Map.of())).isEqualTo(new BohbSampler());
    assertThat(
            made(
                Map.of(
                    "bohb_config",
                    Map.of("random_fraction", 0.5, "bandwidth_factor", 3),
                    "min_points_in_model",
                    7)))
        .isEqualTo(new BohbSampler(0.5, 0.15, 64, Optional.of(7)));
    assertThatThrownBy(() -> made(Map.of("random_fraction", 2)))
        .isInstanceOf(InvalidSamplerException.class)
        .hasMessage("bohb: random_fraction must lie between 0 and 1, got 2.0");
  }

  private static Sampler made(Map<String, Object> arguments) {
    return ((Lookup.Found<Sampler>) Samplers.registry().find("TuneBOHB")).create(arguments);
  }
}
