package io.eagleray.engine.walk;

import static org.assertj.core.api.Assertions.assertThat;

import io.eagleray.engine.walk.ResourceBudget.Seat;
import io.eagleray.engine.walk.Walks.Act;
import io.eagleray.model.Resources;
import io.eagleray.problem.EnvironmentException;
import io.eagleray.run.Event;
import io.eagleray.run.Failure;
import io.eagleray.run.RunEvent;
import io.eagleray.run.RunState;
import io.eagleray.run.StepPath;
import io.eagleray.run.StepState;
import io.eagleray.run.StepStatus;
import io.eagleray.spi.NodeOutcome;
import io.eagleray.spi.NodeWalking.Hold;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class StepWalkTest {
  private static final Resources ONE_CPU = new Resources(1, 0, Optional.empty());
  private static final BiConsumer<Event, RunState> NOBODY = (event, state) -> {};

  private final CancellationSource cancellation = new CancellationSource();

  @TempDir
  @SuppressWarnings("NullAway.Init")
  private Path folder;

  @SuppressWarnings("NullAway.Init")
  private Walks walks;

  @BeforeEach
  void open() {
    walks = new Walks(folder);
  }

  @AfterEach
  void close() {
    walks.close();
  }

  @Test
  void thatAStepHasEndedIsDurableWhileTheNextOneWaitsForTheMachine() {
    Seat other =
        walks.budget().hold(new StepPath("other"), ONE_CPU, cancellation, () -> {}).orElseThrow();
    other.begins();
    // Who waits has a limit of its own: without it a walk that tells too late would wait for ever.
    NodeOutcome outcome =
        walks.walk(
            Walks.graph(
                new Act("first", walking -> Walks.DONE),
                new Act("next", walking -> Walks.DONE).asking(2)),
            (event, state) -> {
              if (isEndOf("first", event)) {
                other.close();
              }
            },
            limited(20));

    assertThat(outcome).isInstanceOf(NodeOutcome.Success.class);
  }

  @Test
  void thatAStepHasEndedIsDurableWhileItIsLookedForWhatTheNextOneGave() {
    AtomicBoolean told = new AtomicBoolean();
    List<Boolean> wasTold = new ArrayList<>();

    walks.walk(
        Walks.graph(
            new Act("first", walking -> Walks.DONE),
            new Act("next", walking -> Walks.DONE).cached(() -> wasTold.add(told.get()))),
        (event, state) -> told.compareAndSet(false, isEndOf("first", event)),
        cancellation);

    assertThat(wasTold).first().isEqualTo(true);
  }

  @Test
  void aSuccessStaysOneThoughItCannotBeToldWhetherItIsOneForLaterRuns() {
    AtomicBoolean ran = new AtomicBoolean();
    Act step =
        new Act(
                "step",
                walking -> {
                  ran.set(true);
                  return Walks.DONE;
                })
            .cached(() -> {
              if (ran.get()) {
                throw new EnvironmentException("cannot start a python worker");
              }
            });

    assertThat(walks.walk(Walks.graph(step), NOBODY, cancellation))
        .isInstanceOf(NodeOutcome.Success.class);
    assertThat(walks.state().step(new StepPath("step")).orElseThrow().status())
        .isEqualTo(StepStatus.SUCCESS);
    assertThat(walks.state().warnings())
        .singleElement()
        .asString()
        .contains("\"step\"")
        .endsWith("cannot start a python worker");
  }

  @Test
  void aStepRunsThoughItCannotBeToldWhetherAnEarlierRunDidIt() {
    Act step =
        new Act("step", walking -> Walks.DONE)
            .cached(() -> {
              throw new EnvironmentException("cannot start a python worker");
            });

    assertThat(walks.walk(Walks.graph(step), NOBODY, cancellation))
        .isInstanceOf(NodeOutcome.Success.class);
  }

  @RepeatedTest(10)
  void thatAStepHasEndedIsDurableWhileSomethingRunsInTheRoomThatItMade() {
    AtomicReference<Thread> holder = new AtomicReference<>();
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch told = new CountDownLatch(1);
    Act work =
        new Act(
                "work",
                walking -> {
                  begun.countDown();
                  awaitParked(holder);
                  return Walks.DONE;
                })
            .asking(2);
    Act reduce =
        new Act(
            "reduce",
            walking -> {
              await(begun);
              holder.set(Thread.currentThread());
              try (Hold held = walking.hold(ONE_CPU).orElseThrow()) {
                return await(told) ? Walks.DONE : failed();
              }
            });
    Act both =
        new Act(
            "both",
            walking -> Walks.together(walking, List.of(Walks.graph(work), Walks.graph(reduce))));

    NodeOutcome outcome =
        walks.walk(
            Walks.graph(both),
            (event, state) -> {
              if (isEndOf("both.0.work", event)) {
                told.countDown();
              }
            },
            cancellation);

    assertThat(outcome).isInstanceOf(NodeOutcome.Success.class);
  }

  @Test
  void anAttemptThatFailsWhileTheRunIsCancelledIsNotTheLastOne() {
    Act once =
        new Act(
                "flaky",
                walking -> {
                  if (walking.attempt() > 1) {
                    return Walks.DONE;
                  }
                  cancellation.request();
                  return failed();
                })
            .tried(2);

    assertThat(walks.walk(Walks.graph(once), NOBODY, cancellation))
        .isInstanceOf(NodeOutcome.Cancelled.class);
    assertThat(walks.walk(Walks.graph(once), NOBODY, new CancellationSource()))
        .isInstanceOf(NodeOutcome.Success.class);
    StepState step = walks.state().step(new StepPath("flaky")).orElseThrow();
    assertThat(step.status()).isEqualTo(StepStatus.SUCCESS);
    assertThat(step.attempt()).as("the second was cancelled before it began").isEqualTo(3);
  }

  private static NodeOutcome failed() {
    return new NodeOutcome.Failed(Failure.of("test", "failed"));
  }

  private static boolean isEndOf(String path, Event event) {
    return event.body() instanceof RunEvent.StepEnded end && end.path().text().equals(path);
  }

  /** Ends by itself. */
  private CancellationSource limited(long seconds) {
    Thread.ofVirtual()
        .start(() -> {
          try {
            TimeUnit.SECONDS.sleep(seconds);
            cancellation.request();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
    return cancellation;
  }

  private static boolean await(CountDownLatch latch) {
    try {
      return latch.await(5, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void awaitParked(AtomicReference<Thread> thread) {
    while (thread.get() == null || thread.get().getState() != Thread.State.WAITING) {
      Thread.yield();
    }
  }
}
