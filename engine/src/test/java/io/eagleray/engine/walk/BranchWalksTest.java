package io.eagleray.engine.walk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.eagleray.engine.walk.ResourceBudget.Seat;
import io.eagleray.model.Bytes;
import io.eagleray.model.Graph;
import io.eagleray.model.Resources;
import io.eagleray.run.StepPath;
import io.eagleray.spi.Cancellation;
import io.eagleray.spi.Machine;
import io.eagleray.spi.NodeOutcome;
import io.eagleray.spi.NodeWalking.Branch;
import io.eagleray.spi.NodeWalking.Branches;
import io.eagleray.spi.NodeWalking.Hold;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
final class BranchWalksTest {
  private static final int BRANCHES = 1_000;
  private static final NodeOutcome DONE = new NodeOutcome.Success(Map.of(), List.of());
  private static final StepPath MAP = new StepPath("each");
  private static final Runnable NOTHING = () -> {};

  private final ResourceBudget budget = new ResourceBudget(new Machine(2, new Bytes(1_000), true));
  private final CancellationSource cancellation = new CancellationSource();
  private final AtomicInteger underWay = new AtomicInteger();
  private final AtomicInteger most = new AtomicInteger();

  @Test
  void branchesWhoseStepsWouldWaitForTheMachineDoNotBegin() throws InterruptedException {
    CountDownLatch queue = new CountDownLatch(ResourceBudget.LONG_QUEUE);
    Hold machine =
        budget.hold(new StepPath("before"), resources(2), cancellation, NOTHING).orElseThrow();
    Thread walk =
        Thread.startVirtualThread(() ->
            walk((branch, any) -> {
              most.accumulateAndGet(underWay.incrementAndGet(), Math::max);
              queue.countDown();
              try (Hold held =
                  budget.hold(step(branch), resources(1), any, NOTHING).orElseThrow()) {
                return DONE;
              } finally {
                underWay.decrementAndGet();
              }
            }));
    queue.await();
    machine.close();
    walk.join();

    assertThat(most).hasValueLessThan(4 * ResourceBudget.LONG_QUEUE);
  }

  @Test
  void branchesThatAskForNothingAreAllUnderWayAtOnce() {
    CountDownLatch all = new CountDownLatch(BRANCHES);

    List<NodeOutcome> outcomes =
        walk((branch, any) -> {
          try (Hold held = budget.holdNothing(step(branch))) {
            return awaitedTogether(all);
          }
        });

    assertThat(outcomes).hasSize(BRANCHES).containsOnly(DONE);
  }

  @Test
  void branchesThatHoldTooLittleToFillTheMachineAreUnderWayUpToTheSeats() {
    CountDownLatch seats = new CountDownLatch(ResourceBudget.SEATS);

    walk((branch, any) -> {
      try (Hold held = budget.hold(step(branch), resources(0), any, NOTHING).orElseThrow()) {
        return awaitedTogether(seats);
      }
    });

    assertThat(seats.getCount()).isZero();
  }

  @Test
  void branchesThatEndWithoutAskingMakeWay() {
    assertThat(walk((branch, any) -> DONE)).hasSize(BRANCHES).containsOnly(DONE);
  }

  @Test
  void mapsInMapsDoNotWaitForTheBranchesAroundThem() {
    List<NodeOutcome> outcomes =
        walk((outer, any) -> {
          StepPath inner = step(outer);
          budget.holdNothing(inner).close();
          walk(
              3,
              inner,
              any,
              (branch, within) -> {
                StepPath path = inner.child(branch.name()).child("do");
                try (Hold held = budget.hold(path, resources(1), within, NOTHING).orElseThrow()) {
                  return DONE;
                }
              });
          return DONE;
        });

    assertThat(outcomes).containsOnly(DONE);
  }

  @Test
  void theFirstFailureEndsThoseThatWaitToBegin() {
    List<NodeOutcome> outcomes =
        walk((branch, any) -> {
          if (branch.name().equals("5")) {
            cancellation.request();
            return DONE;
          }
          return budget.hold(step(branch), resources(1), any, NOTHING).isPresent()
              ? DONE // and never given back
              : new NodeOutcome.Cancelled();
        });

    assertThat(outcomes).filteredOn(DONE::equals).hasSizeBetween(1, 3);
  }

  @Test
  void whoLetsGoKnowsWhetherAnotherStepBeginsForIt() {
    Seat first =
        budget.hold(new StepPath("first"), resources(2), cancellation, NOTHING).orElseThrow();
    assertThat(budget.isAnyBeginning()).isTrue();
    first.begins();
    CompletableFuture<Seat> second =
        CompletableFuture.supplyAsync(() ->
            budget.hold(new StepPath("second"), resources(2), cancellation, NOTHING).orElseThrow());

    assertThat(budget.isAnyBeginning()).isFalse();
    first.close();
    second.join();
    assertThat(budget.isAnyBeginning()).isTrue();

    second.join().begins();
    second.join().begins();
    assertThat(budget.isAnyBeginning()).isFalse();
    second.join().close();
    assertThat(budget.isAnyBeginning()).isFalse();
  }

  @Test
  void whoCannotSettleBeforeItWaitsHoldsNothing() {
    Seat first =
        budget.hold(new StepPath("first"), resources(2), cancellation, NOTHING).orElseThrow();
    first.begins();
    Runnable broken =
        () -> {
          throw new IllegalStateException("no room on the disk");
        };

    assertThatThrownBy(
            () -> budget.hold(new StepPath("second"), resources(2), cancellation, broken))
        .hasMessage("no room on the disk");

    first.close();
    assertThat(budget.hold(new StepPath("third"), resources(2), cancellation, NOTHING)).isPresent();
  }

  @Test
  void aStepThatAsksForNothingIsNotWaitedFor() {
    try (Seat seat = budget.holdNothing(new StepPath("first"))) {
      assertThat(budget.isAnyBeginning()).isFalse();
      seat.begins();
      assertThat(budget.isAnyBeginning()).isFalse();
    }
  }

  private static NodeOutcome awaitedTogether(CountDownLatch latch) {
    latch.countDown();
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    return DONE;
  }

  private static StepPath step(Branch branch) {
    return MAP.child(branch.name()).child("do");
  }

  private static Resources resources(double cpus) {
    return new Resources(cpus, 0, Optional.empty());
  }

  private List<NodeOutcome> walk(BiFunction<Branch, Cancellation, NodeOutcome> work) {
    return walk(BRANCHES, MAP, cancellation, work);
  }

  private List<NodeOutcome> walk(
      int count,
      StepPath path,
      Cancellation outer,
      BiFunction<Branch, Cancellation, NodeOutcome> work) {
    Graph graph = new Graph("do", Map.of());
    Branches branches =
        new Branches(
            count, index -> new Branch(String.valueOf(index), graph, Map.of()), BRANCHES, true);
    return new BranchWalks(branches, path, budget, outer, work).walk();
  }
}
