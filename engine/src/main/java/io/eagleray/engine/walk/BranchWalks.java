package io.eagleray.engine.walk;

import io.eagleray.run.StepPath;
import io.eagleray.spi.Cancellation;
import io.eagleray.spi.NodeOutcome;
import io.eagleray.spi.NodeWalking.Branch;
import io.eagleray.spi.NodeWalking.Branches;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * Walks branches at the same time, each on a virtual thread. None begins while many steps wait for
 * the budget: it would only wait there too, and what waits for long fills the old generation.
 */
final class BranchWalks {
  private final Branches branches;
  private final StepPath path;
  private final ResourceBudget budget;
  private final Cancellation outer;
  private final BiFunction<Branch, Cancellation, NodeOutcome> walk;
  private final int most;
  private final Semaphore room;
  private final NodeOutcome[] outcomes;
  private final AtomicReference<@Nullable Throwable> broken = new AtomicReference<>();

  /**
   * @param path of the node that the branches belong to
   * @param budget of the steps in the branches
   * @param walk walks one branch to its end
   */
  BranchWalks(
      Branches branches,
      StepPath path,
      ResourceBudget budget,
      Cancellation outer,
      BiFunction<Branch, Cancellation, NodeOutcome> walk) {
    this.branches = branches;
    this.path = path;
    this.budget = budget;
    this.outer = outer;
    this.walk = walk;
    this.most = Math.max(1, branches.most());
    this.room = new Semaphore(most);
    this.outcomes = new NodeOutcome[branches.count()];
  }

  /** Returns when all have ended. */
  List<NodeOutcome> walk() {
    Arrays.fill(outcomes, new NodeOutcome.Cancelled());
    try (CancellationSource cancellation = new CancellationSource(outer)) {
      for (int index = 0; index < outcomes.length; index++) {
        room.acquireUninterruptibly();
        budget.awaitShortQueue(cancellation);
        if (cancellation.isRequested()) {
          room.release();
          break;
        }
        start(index, cancellation);
      }
      room.acquireUninterruptibly(most); // All have given back what they took.
    }
    switch (broken.get()) {
      case null -> {}
      case RuntimeException e -> throw e;
      case Error e -> throw e;
      case Throwable e -> throw new IllegalStateException(e);
    }
    return List.of(outcomes);
  }

  private void start(int index, CancellationSource cancellation) {
    Branch branch = branches.branch().apply(index);
    StepPath place = path.child(branch.name());
    budget.expect(place);
    Thread.ofVirtual()
        .name("branch-" + branch.name())
        .start(() -> {
          try {
            NodeOutcome outcome = walk.apply(branch, cancellation);
            outcomes[index] = outcome;
            if (branches.failFast() && outcome instanceof NodeOutcome.Failed) {
              cancellation.request();
            }
          } catch (RuntimeException | Error e) {
            broken.compareAndSet(null, e);
            cancellation.request();
          } finally {
            budget.arrived(place);
            room.release();
          }
        });
  }
}
