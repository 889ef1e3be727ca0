package io.eagleray.search.scheduler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.eagleray.search.sampler.RandomSampler;
import io.eagleray.search.study.Next;
import io.eagleray.search.study.Outcome;
import io.eagleray.search.study.Study;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class AshaPromotionSchedulerTest extends SchedulerContract {

  @Override
  Scheduler scheduler() {
    return new AshaPromotionScheduler(27, 1, 3);
  }

  private static Study study(Scheduler scheduler, int budget) {
    return Study.minimize("loss")
        .space(s -> s.uniform("x", 0, 1))
        .sampler(new RandomSampler())
        .scheduler(scheduler)
        .budget(budget)
        .build();
  }

  /** Two rungs, at 1 and 2; the better half goes on, and 4 is the end. */
  @Test
  void decisionsAreThoseOfATableWorkedOutByHand() {
    Study study = study(new AshaPromotionScheduler(4, 1, 2), 4);
    for (int trial = 0; trial < 4; trial++) {
      assertThat(study.next()).isInstanceOf(Next.Start.class);
    }
    // Half of one is none.                                         rung 1: (5)
    assertThat(study.report(0, 1, 5.0)).isEqualTo(Decision.PAUSE);
    // Half of two is one, and 6 is not the better one; 5 is.       rung 1: 5 (6)
    assertThat(study.report(1, 1, 6.0)).isEqualTo(Decision.PAUSE);
    assertThat(study.next()).isInstanceOfSatisfying(Next.Resume.class, next -> is(next, 0));
    // Half of three is one, and 5 has had it. But 4 is better still, so it goes on at once.
    assertThat(study.report(2, 1, 4.0)).isEqualTo(Decision.CONTINUE);
    // Half of four is two: 4 and 5, who went on.                   rung 1: 4 5 (6) (7)
    assertThat(study.report(3, 1, 7.0)).isEqualTo(Decision.PAUSE);
    assertThat(study.next()).isEqualTo(new Next.Wait());
    // The first one at the second rung waits for another.          rung 2: (3)
    assertThat(study.report(0, 2, 3.0)).isEqualTo(Decision.PAUSE);
    // The other one is better.                                     rung 2: 2 (3)
    assertThat(study.report(2, 2, 2.0)).isEqualTo(Decision.CONTINUE);
    // Between rungs nothing is compared.
    assertThat(study.report(2, 3, 99.0)).isEqualTo(Decision.CONTINUE);
    assertThat(study.report(2, 4, 1.0)).isEqualTo(Decision.STOP);
    study.tell(2, Outcome.stopped());
    // Nobody can be promoted any more.
    TreeSet<Integer> dropped = new TreeSet<>();
    for (int i = 0; i < 3; i++) {
      dropped.add(((Next.Dropped) study.next()).trial());
    }
    assertThat(dropped).containsExactly(0, 1, 3);
    assertThat(study.next()).isEqualTo(new Next.Done());
    assertThat(study.best().orElseThrow().number()).isEqualTo(2);
  }

  private static void is(Next.Resume next, int trial) {
    assertThat(next.trial().number()).isEqualTo(trial);
  }

  /** The paper's get_job, which looks at all rungs anew each time. */
  private static final class Paper {
    private final List<TreeMap<Integer, Double>> rungs = new ArrayList<>();
    private final List<TreeSet<Integer>> promoted = new ArrayList<>();

    Paper(int count) {
      for (int i = 0; i < count; i++) {
        rungs.add(new TreeMap<>());
        promoted.add(new TreeSet<>());
      }
    }

    OptionalInt job() {
      for (int k = rungs.size() - 1; k >= 0; k--) {
        TreeMap<Integer, Double> rung = rungs.get(k);
        TreeSet<Integer> gone = promoted.get(k);
        OptionalInt best =
            rung.keySet().stream()
                .sorted(Comparator.comparingDouble(rung::get))
                .limit(rung.size() / 3)
                .filter(trial -> !gone.contains(trial))
                .mapToInt(Integer::intValue)
                .findFirst();
        if (best.isPresent()) {
          gone.add(best.getAsInt());
          return best;
        }
      }
      return OptionalInt.empty();
    }
  }

  @Test
  void placesGoWhereThePapersAlgorithmSendsThem() {
    Study study = study(new AshaPromotionScheduler(27, 1, 3), 2000);
    Paper paper = new Paper(3);
    SplittableRandom random = new SplittableRandom(3);
    TreeMap<Integer, Integer> rungOf = new TreeMap<>();
    TreeSet<Integer> running = new TreeSet<>();
    while (study.history().endings() < 8) {
      while (running.size() < 4) {
        OptionalInt job = paper.job();
        Next next = study.next();
        if (job.isPresent()) {
          assertThat(next).isInstanceOfSatisfying(Next.Resume.class, on -> is(on, job.getAsInt()));
          running.add(job.getAsInt());
        } else {
          assertThat(next).isInstanceOf(Next.Start.class);
          running.add(((Next.Start) next).trial().number());
        }
      }
      int trial = List.copyOf(running).get(random.nextInt(4));
      int rung = rungOf.merge(trial, 1, Integer::sum) - 1;
      double loss = random.nextDouble();
      Decision decision = study.report(trial, (long) Math.pow(3, rung), loss);
      if (rung == 3) {
        assertThat(decision).isEqualTo(Decision.STOP);
        study.tell(trial, Outcome.stopped());
        running.remove(trial);
        continue;
      }
      paper.rungs.get(rung).put(trial, loss);
      if (decision == Decision.CONTINUE) {
        // The place would have been given to the same trial.
        assertThat(paper.job()).hasValue(trial);
      } else {
        assertThat(decision).isEqualTo(Decision.PAUSE);
        running.remove(trial);
      }
    }
  }

  @Test
  void ofEqualTrialsNoMoreGoOnThanThereArePlaces() {
    Judge judge = new AshaPromotionScheduler(27, 1, 3).start(history(), 0);
    int on = 0;
    for (int trial = 0; trial < 30; trial++) {
      on += judge.onReport(trial, 1, 0.5) == Decision.CONTINUE ? 1 : 0;
      while (judge.next(false, 1) instanceof Move.Resume(int next)) {
        judge.onResume(next);
        on++;
      }
    }
    assertThat(on).isEqualTo(10);
  }

  @Test
  void aReportThatSkipsRungsCountsAtEach() {
    Judge judge = new AshaPromotionScheduler(27, 1, 3).start(history(), 0);
    judge.onReport(0, 4, 0.5);
    judge.onReport(1, 1, 0.6);
    // Three came to the first rung; one of them went on already, so that nobody else may.
    assertThat(judge.onReport(2, 1, 0.7)).isEqualTo(Decision.PAUSE);
    assertThat(judge.next(false, 0)).isInstanceOf(Move.Drop.class);
  }

  @Test
  void theReportsOfADeadAttemptAreVoid() {
    Judge judge = new AshaPromotionScheduler(9, 1, 2).start(history(), 0);
    judge.onReport(0, 1, 0.5);
    judge.onReport(1, 1, 0.4);
    judge.onRestart(1, 0);
    // One is left at the rung, and half of two is one.
    assertThat(judge.onReport(2, 1, 0.6)).isEqualTo(Decision.PAUSE);
    assertThat(judge.next(true, 0)).isEqualTo(new Move.Resume(0));
  }

  @Test
  void argumentsAreChecked() {
    assertThatThrownBy(() -> new AshaPromotionScheduler(9, 10, 4))
        .isInstanceOf(InvalidSchedulerException.class)
        .hasMessage(
            "AshaPromotionScheduler: grace_period must lie between 1 and max_t (9), got 10");
    assertThatThrownBy(() -> new AshaPromotionScheduler(9, 1, 1))
        .hasMessageContaining("reduction_factor must be above 1, got 1.0");
    assertThatThrownBy(() -> new AshaPromotionScheduler(0, 1, 3))
        .hasMessageContaining("max_t must be at least 1, got 0");
  }
}
