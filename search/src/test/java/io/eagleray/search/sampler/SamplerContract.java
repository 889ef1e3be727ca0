package io.eagleray.search.sampler;

import static org.assertj.core.api.Assertions.assertThat;

import io.eagleray.search.scheduler.AshaScheduler;
import io.eagleray.search.scheduler.Decision;
import io.eagleray.search.space.Configuration;
import io.eagleray.search.space.SearchSpace;
import io.eagleray.search.study.Outcome;
import io.eagleray.search.study.Study;
import io.eagleray.search.study.Trial;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** What every sampler promises, whatever its idea is. */
abstract class SamplerContract {
  private static final long SEED = 4711;

  static final SearchSpace MIXED =
      SearchSpace.builder()
          .choice("model", "linear", "tree", "net")
          .ordinal("size", 16, 32, 64)
          .qUniform("drop", 0, 0.6, 0.1)
          .when("model", "net")
          .randInt("depth", 1, 9)
          .when("model", "tree")
          .build();

  abstract Sampler sampler();

  @Test
  void proposalsAreConfigurationsOfTheSpace() {
    Study study = study(SEED);
    for (int i = 0; i < 60; i++) {
      Optional<Trial> trial = study.tryAsk();
      if (trial.isEmpty()) {
        return;
      }
      assertThat(MIXED.problems(trial.get().config().asMap())).isEmpty();
      study.tell(trial.get(), loss(trial.get().config()));
    }
  }

  @Test
  void equalSeedsAndEventsGiveEqualProposals() {
    assertThat(run(study(SEED), 40, SEED)).isEqualTo(run(study(SEED), 40, SEED));
  }

  /** Resumes after every number of events in turn and compares with the undisturbed study. */
  @Test
  void aResumedStudyGoesOnAsIfUndisturbed() {
    List<Configuration> undisturbed = run(study(SEED), 40, SEED);
    for (int cut = 1; cut < undisturbed.size(); cut += 3) {
      Study resumed = study(SEED);
      for (int i = 0; i < cut; i++) {
        resumed.asked(i, undisturbed.get(i));
        resumed.told(i, Outcome.completed(loss(undisturbed.get(i))));
      }
      for (int i = cut; i < undisturbed.size(); i++) {
        Trial trial = resumed.ask();
        assertThat(trial.config())
            .as("trial %d after %d, seed %d", i, cut, SEED)
            .isEqualTo(undisturbed.get(i));
        resumed.tell(trial, loss(trial.config()));
      }
    }
  }

  /** Three workers at a time, whose trials end in another order than they began. */
  @Test
  void aStudyWithSeveralWorkersResumesAtEveryPoint() {
    List<Configuration> undisturbed = parallel(study(SEED), 0, List.of());
    for (int cut = 1; cut < undisturbed.size(); cut += 7) {
      assertThat(parallel(study(SEED), cut, undisturbed))
          .as("cut after %d, seed %d", cut, SEED)
          .isEqualTo(undisturbed);
    }
  }

  private static List<Configuration> parallel(
      Study study, int replayed, List<Configuration> recorded) {
    SplittableRandom random = new SplittableRandom(SEED);
    List<Configuration> proposed = new ArrayList<>();
    List<Trial> running = new ArrayList<>();
    for (int i = 0; i < 45; i++) {
      if (i < replayed) {
        running.add(study.asked(i, recorded.get(i)));
      } else {
        study.tryAsk().ifPresent(running::add);
      }
      if (!running.isEmpty()) {
        proposed.add(running.getLast().config());
      }
      if (running.size() == 3) {
        Trial trial = running.remove(random.nextInt(3));
        study.tell(trial, loss(trial.config()));
      }
    }
    return proposed;
  }

  /** A disorderly life: several at once, failures, reports, stops, values that are no numbers. */
  @Test
  void itLivesWithTrialsThatRunFailStopOrReportNoNumber() {
    SplittableRandom random = new SplittableRandom(SEED);
    Study study =
        Study.minimize("loss")
            .space(MIXED)
            .sampler(sampler())
            .scheduler(new AshaScheduler().withMaxT(9))
            .build();
    Deque<Trial> running = new ArrayDeque<>();
    for (int i = 0; i < 200; i++) {
      if (running.size() < 5) {
        study.tryAsk().ifPresent(running::add);
      }
      if (running.isEmpty()) {
        return;
      }
      Trial trial = running.removeFirst();
      double value = random.nextInt(10) == 0 ? Double.NaN : loss(trial.config());
      Decision decision = study.report(trial.number(), 1, value);
      switch (random.nextInt(4)) {
        case 0 -> study.tell(trial.number(), Outcome.failed());
        case 1 -> study.tell(trial.number(), Outcome.stopped());
        case 2 -> {
          study.restart(trial.number(), 0);
          study.tell(trial.number(), Outcome.failed());
        }
        default -> {
          if (decision == Decision.STOP) {
            study.tell(trial.number(), Outcome.stopped());
          } else {
            study.tell(trial, value);
          }
        }
      }
    }
  }

  @Test
  void itAnswersWhereAllValuesAreEqualOrAllTrialsFail() {
    Study equal = study(SEED);
    Study failing = study(SEED);
    for (int i = 0; i < 40; i++) {
      equal.tryAsk().ifPresent(trial -> equal.tell(trial, 1.0));
      failing.tryAsk().ifPresent(trial -> failing.tell(trial.number(), Outcome.failed()));
    }
    assertThat(equal.best()).isPresent();
    assertThat(failing.best()).isEmpty();
  }

  @Test
  void itAnswersInASpaceOfOnePoint() {
    SearchSpace point = SearchSpace.builder().choice("a", 1).constant("b", "x").build();
    Study study = Study.minimize("loss").space(point).sampler(sampler()).build();
    for (int i = 0; i < 30; i++) {
      study.tryAsk().ifPresent(trial -> study.tell(trial, 0.0));
    }
    assertThat(study.best().orElseThrow().config().asMap().toString()).isEqualTo("{a=1, b=x}");
  }

  Study study(long seed) {
    return Study.minimize("loss").space(MIXED).sampler(sampler()).seed(seed).build();
  }

  static List<Configuration> run(Study study, int trials, long seed) {
    List<Configuration> proposed = new ArrayList<>();
    for (int i = 0; i < trials; i++) {
      Optional<Trial> trial = study.tryAsk();
      if (trial.isEmpty()) {
        break;
      }
      proposed.add(trial.get().config());
      study.tell(trial.get(), loss(trial.get().config()));
    }
    assertThat(proposed).as("seed %d", seed).isNotEmpty();
    return proposed;
  }

  static double loss(Configuration config) {
    double size = config.getDouble("size") / 64;
    return switch (config.getString("model")) {
      case "net" -> size + config.getDouble("drop");
      case "tree" -> size + Math.abs(config.getDouble("depth") - 6) / 8;
      default -> 1 + size;
    };
  }
}
