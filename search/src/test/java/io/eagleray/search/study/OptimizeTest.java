package io.eagleray.search.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.eagleray.search.history.TrialState;
import io.eagleray.search.sampler.RandomSampler;
import io.eagleray.search.sampler.Sampler;
import io.eagleray.search.scheduler.AshaScheduler;
import io.eagleray.search.space.SearchSpace;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

final class OptimizeTest {
  private static final SearchSpace LINE = SearchSpace.builder().uniform("x", -1, 1).build();

  private static StudyBuilder line() {
    return Study.minimize("loss").space(LINE).seed(7);
  }

  @Test
  void findsTheLowGroundWithSeveralWorkers() throws InterruptedException {
    Study study = line().build();

    study.optimize(60, 4, trial -> Math.abs(trial.config().getDouble("x") - 0.3));

    assertThat(study.history().ended()).isEqualTo(60);
    assertThat(study.best().orElseThrow().value()).isLessThan(0.05);
  }

  @Test
  void asManyRunAtOnceAsThereAreWorkers() throws InterruptedException {
    Study study = line().build();
    CyclicBarrier together = new CyclicBarrier(4);

    study.optimize(8, 4, trial -> together.await());

    assertThat(study.history().usable()).isEqualTo(8);
  }

  @Test
  void oneWorkerTriesWhatAskAndTellTry() throws InterruptedException {
    Study byHand = line().build();
    for (int i = 0; i < 20; i++) {
      Trial trial = byHand.ask();
      byHand.tell(trial, trial.config().getDouble("x"));
    }
    Study study = line().build();

    study.optimize(20, 1, trial -> trial.config().getDouble("x"));

    for (int i = 0; i < 20; i++) {
      assertThat(study.history().configuration(i)).isEqualTo(byHand.history().configuration(i));
    }
  }

  @Test
  void itEndsWithTheBudgetAndGoesOnWhereItWas() throws InterruptedException {
    Study study = line().budget(5).build();
    study.optimize(3, 2, trial -> 1);
    assertThat(study.history().size()).isEqualTo(3);

    study.optimize(10, 2, trial -> 1);

    assertThat(study.history().size()).isEqualTo(5);
  }

  @Test
  void anExceptionFailsItsTrialAndTheSearchGoesOn() throws InterruptedException {
    Study study = line().build();

    study.optimize(
        30,
        3,
        trial -> {
          if (trial.number() % 3 == 0) {
            throw new IllegalStateException("no");
          }
          return trial.config().getDouble("x");
        });

    assertThat(study.history().ended()).isEqualTo(30);
    assertThat(study.history().usable()).isEqualTo(20);
    assertThat(study.history().state(0)).isEqualTo(TrialState.FAILED);
  }

  @Test
  void failuresWithoutEndAreAMistakeInTheFunction() {
    Study study = line().build();

    assertThatThrownBy(() ->
            study.optimize(
                1000,
                2,
                trial -> {
                  throw new IllegalStateException("no data");
                }))
        .isInstanceOf(TooManyFailuresException.class)
        .hasMessageContaining("one after the other")
        .hasMessageContaining("no data")
        .hasCauseInstanceOf(IllegalStateException.class);
    assertThat(study.history().size()).isBetween(10, 12);
    assertThat(study.history().running()).isZero();
  }

  @Test
  void anErrorIsThrownAgain() {
    Study study = line().build();

    assertThatThrownBy(() ->
            study.optimize(
                1000,
                2,
                trial -> {
                  throw new StackOverflowError();
                }))
        .isInstanceOf(StackOverflowError.class);
    assertThat(study.history().running()).isZero();
  }

  @Test
  void anInterruptEndsTheTrialsAndThenTheCall() throws InterruptedException {
    Study study = line().build();
    CountDownLatch running = new CountDownLatch(2);
    AtomicReference<Throwable> thrown = new AtomicReference<>(new IllegalStateException());
    Thread caller =
        Thread.ofPlatform()
            .start(() -> {
              try {
                study.optimize(
                    10,
                    2,
                    trial -> {
                      running.countDown();
                      Thread.sleep(Long.MAX_VALUE);
                      return 0;
                    });
              } catch (InterruptedException e) {
                thrown.set(e);
              }
            });
    running.await();

    caller.interrupt();
    caller.join();

    assertThat(thrown.get()).isInstanceOf(InterruptedException.class);
    assertThat(study.history().running()).isZero();
    assertThat(study.history().size()).isEqualTo(2);
  }

  @Test
  void theSchedulerStopsTrialsThatReport() throws InterruptedException {
    Study study =
        line().sampler(new RandomSampler()).scheduler(new AshaScheduler().withMaxT(9)).build();
    AtomicInteger epochs = new AtomicInteger();

    study.optimize(
        30,
        3,
        trial -> {
          double loss = trial.config().getDouble("x");
          for (int epoch = 1; epoch <= 9; epoch++) {
            epochs.incrementAndGet();
            trial.report(epoch, loss);
          }
          return loss;
        });

    assertThat(epochs.get()).isLessThan(30 * 9);
    assertThat(study.best().orElseThrow().step()).isEqualTo(9);
  }

  @Test
  void severalObjectivesAndConstraintsGoThroughOutcomes() throws InterruptedException {
    Study study =
        Study.of(Objective.minimize("a"), Objective.maximize("b"))
            .constraints(1)
            .space(LINE)
            .build();

    study.optimizeOutcomes(
        20,
        4,
        trial -> {
          double x = trial.config().getDouble("x");
          return Outcome.completed(List.of(x, x), List.of(-x));
        });

    assertThat(study.paretoFront()).isNotEmpty();
    assertThat(study.paretoFront()).allMatch(best -> best.config().getDouble("x") >= 0);
  }

  @Test
  void everyTrialRunsOnAVirtualThreadOfItsOwn() throws InterruptedException {
    Set<Thread> threads = ConcurrentHashMap.newKeySet();
    Study study = line().build();

    study.optimize(
        6,
        2,
        trial -> {
          threads.add(Thread.currentThread());
          return 0;
        });

    assertThat(threads).hasSize(6).allMatch(Thread::isVirtual);
  }

  @Test
  void argumentsThatCannotBeAreRefused() {
    Study study = line().build();
    assertThatThrownBy(() -> study.optimize(-1, 1, trial -> 0))
        .hasMessage("trials must be at least 0, got -1");
    assertThatThrownBy(() -> study.optimize(1, 0, trial -> 0))
        .hasMessage("workers must be at least 1, got 0");
  }

  @Test
  void anOutcomeThatDoesNotFitTheStudyEndsTheSearchWhenAllHaveEnded() {
    Study study = line().build();

    assertThatThrownBy(
            () -> study.optimizeOutcomes(1000, 2, trial -> Outcome.completed(List.of(1.0, 2.0))))
        .isInstanceOf(UnexpectedEventException.class)
        .hasMessageContaining("gives 2 values");
    assertThat(study.history().size()).isBetween(1, 4);
  }

  @Test
  void whereNoTrialCanBeProposedAnyMoreThoseThatRunEndFirst() {
    CountDownLatch asked = new CountDownLatch(1);
    AtomicInteger ended = new AtomicInteger();
    Sampler breaking =
        (space, seed) ->
            ask -> {
              if (ask.index() == 1) {
                asked.countDown();
                throw new IllegalStateException("no proposal");
              }
              return new RandomSampler().start(space, seed).propose(ask);
            };
    Study study = line().sampler(breaking).build();

    assertThatThrownBy(() ->
            study.optimize(
                10,
                2,
                trial -> {
                  asked.await();
                  return ended.incrementAndGet();
                }))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("no proposal");
    assertThat(ended).hasValue(1);
    assertThat(study.history().running()).isZero();
  }
}
