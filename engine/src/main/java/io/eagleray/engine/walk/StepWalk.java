package io.eagleray.engine.walk;

import io.eagleray.engine.cache.StepKey;
import io.eagleray.model.CacheRule;
import io.eagleray.model.Node;
import io.eagleray.model.NodeSettings;
import io.eagleray.model.Resources;
import io.eagleray.model.RetryPolicy;
import io.eagleray.problem.EnvironmentException;
import io.eagleray.run.Failure;
import io.eagleray.run.RunEvent;
import io.eagleray.run.RunState;
import io.eagleray.run.StepPath;
import io.eagleray.run.StepState;
import io.eagleray.run.StepStatus;
import io.eagleray.run.Value;
import io.eagleray.spi.Cancellation;
import io.eagleray.spi.CatalogException;
import io.eagleray.spi.NodeOutcome;
import io.eagleray.spi.NodeType;
import io.eagleray.spi.RunStoreException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * Runs one step: passes over what an earlier driver finished, starts attempts, retries with delays.
 *
 * <p>A success that is in the log is kept; so is a failure, unless the run is a retry, which marks
 * what it starts again ({@link StepStatus#WAITING}). An attempt that was cut off goes on under its
 * number where the node's type can do that; else a new one starts, which uses up none of the
 * policy's.
 */
final class StepWalk {
  private final WalkTools tools;
  private final RunJournal journal;
  private final StepOrder order;
  private final Node node;
  private final NodeType type;
  private final StepPath path;
  private final Scope scope;
  private final Cancellation cancellation;
  private final NodeSettings settings;
  private final StepsInside around;
  private final StepsInside inside;

  StepWalk(
      WalkTools tools,
      RunJournal journal,
      StepOrder order,
      Node node,
      StepPath path,
      Scope scope,
      StepsInside around,
      Cancellation cancellation) {
    this.tools = tools;
    this.journal = journal;
    this.order = order;
    this.node = node;
    this.type = tools.type(node);
    this.path = path;
    this.scope = scope;
    this.cancellation = cancellation;
    this.settings = node.settings();
    this.around = around;
    this.inside = around.of(settings.cache().isPresent());
  }

  NodeOutcome run() {
    Optional<StepState> before = journal.peek(state -> state.step(path));
    return before.map(this::goOn).orElseGet(() -> decide(1, 1, true, true));
  }

  private NodeOutcome goOn(StepState before) {
    return switch (before.status()) {
      case SUCCESS, SKIPPED -> new NodeOutcome.Success(before.outputs(), before.files());
      case FAILED -> new NodeOutcome.Failed(before.failure().orElseThrow(), false);
      case RUNNING, WAITING, CANCELLED -> {
        Begin begin = begin(before);
        // What a retry starts again is to run again.
        boolean again = before.status() == StepStatus.WAITING;
        if (again && before.origin().isPresent()) {
          inside.takeNothing(); // The log has none of them that could say it.
        }
        yield begin.announce()
            ? decide(begin.attempt(), begin.used(), !again, isNew(before))
            : attempts(begin.attempt(), begin.used(), false, Optional.empty());
      }
    };
  }

  /**
   * Whether nothing of a step has run, where that counts: the steps and trials that are left of an
   * earlier attempt may have run other code, or on other values, than those that will. A cut-off
   * taking-over has run nothing.
   */
  private boolean isNew(StepState before) {
    boolean isWhole =
        type.graphs(node).isEmpty() && journal.peek(state -> state.trials(path)).isEmpty();
    return isWhole || isTaking(before);
  }

  private static boolean isTaking(StepState before) {
    return before.status() == StepStatus.RUNNING && before.origin().isPresent();
  }

  /**
   * Begins an attempt, unless the step's condition says something else, or an earlier run has what
   * it gives.
   *
   * @param isNew whether all that it gives will be of this attempt, so that it has a key
   */
  private NodeOutcome decide(int attempt, int used, boolean mayTake, boolean isNew) {
    Optional<NodeOutcome> without = unlessDone(attempt);
    if (without.isPresent()) {
      return without.get();
    }
    Optional<StepKey> key = isNew ? key(attempt) : Optional.empty();
    return key.filter(any -> mayTake && around.mayTake())
        .flatMap(known -> taken(known, attempt))
        .orElseGet(() -> attempts(attempt, used, true, key));
  }

  private Optional<StepKey> key(int attempt) {
    if (settings.cache().isEmpty()) {
      return Optional.empty();
    }
    journal.flush(); // What the step before left to the next event: to hash files may take long.
    try (AttemptWalking walking = walking(attempt)) {
      return reuse().key(walking);
    }
  }

  private Optional<NodeOutcome> taken(StepKey key, int attempt) {
    try (AttemptWalking walking = walking(attempt)) {
      Optional<NodeOutcome> taken = reuse().take(key, walking, order);
      if (taken.isPresent() && settings.cache().flatMap(CacheRule::expires).isPresent()) {
        around.age();
      }
      return taken;
    }
  }

  private StepReuse reuse() {
    return new StepReuse(tools, journal, node);
  }

  /**
   * What becomes of the step without an attempt at it: it is skipped, or its condition cannot be
   * told. That is recorded.
   */
  private Optional<NodeOutcome> unlessDone(int attempt) {
    Optional<NodeOutcome> outcome =
        settings.when().flatMap(when -> SkippedStep.outcome(when, scope.view()));
    // In one: a driver that dies between the two would leave an attempt to go on with.
    outcome.ifPresent(end ->
        journal.append(
            List.of(
                new RunEvent.StepStarted(path, node.type(), attempt, order.next()),
                end instanceof NodeOutcome.Success
                    ? end(attempt, StepStatus.SKIPPED, Optional.empty(), false)
                    : ended(attempt, end, false))));
    return outcome;
  }

  /**
   * The attempt that is next.
   *
   * @param used how many the policy counts, this one included
   * @param announce whether it has still to be recorded as started
   */
  private record Begin(int attempt, int used, boolean announce) {}

  /** What was cut off is none that the policy counts, nor is what came before a retry. */
  private Begin begin(StepState before) {
    int used = before.failures() + 1;
    boolean cutOff = before.status() == StepStatus.RUNNING && !isBetweenAttempts(before);
    return cutOff && type.isReentrant() && !isTaking(before)
        ? new Begin(before.attempt(), used, false)
        : new Begin(before.attempt() + 1, used, true);
  }

  private static boolean isBetweenAttempts(StepState before) {
    return before.status() == StepStatus.RUNNING && before.ended().isPresent();
  }

  /**
   * Runs one phase of the step's attempt, which begins with its first phase. If the attempt fails,
   * it is recorded whether another may follow; that one is not started, and waits for its time when
   * it is.
   *
   * @return how the attempt ended; empty where another phase follows
   */
  Optional<NodeOutcome> phase(String phase) {
    Optional<StepState> before = journal.peek(state -> state.step(path));
    Begin begin = before.map(this::begin).orElse(new Begin(1, 1, true));
    Optional<StepState> last = before.filter(StepWalk::isBetweenAttempts);
    if (last.isPresent() && !pause(leftOfDelay(begin, last.get()))) {
      return Optional.of(cancelledBefore(begin.attempt()));
    }
    boolean mayTake =
        before.map(state -> state.status() != StepStatus.WAITING && isNew(state)).orElse(true);
    Optional<NodeOutcome> without =
        begin.announce()
            ? unlessDone(begin.attempt())
                .or(() ->
                    key(begin.attempt())
                        .filter(any -> mayTake)
                        .flatMap(known -> taken(known, begin.attempt())))
            : Optional.empty();
    if (without.isPresent()) {
      return without;
    }
    Optional<ResourceBudget.Seat> held = hold();
    if (held.isEmpty()) {
      return Optional.of(cancelledBefore(begin.attempt()));
    }
    try (ResourceBudget.Seat seat = held.get()) {
      announce(seat, begin.attempt(), begin.announce());
      Optional<NodeOutcome> outcome =
          attempt(begin.attempt(), walking -> type.walk(node, walking, phase));
      outcome.ifPresent(
          end -> journal.append(ended(begin.attempt(), end, isTriedAgain(end, begin.used()))));
      return outcome;
    }
  }

  /** What is left of the delay between the attempt that failed and the one that is to begin. */
  private Duration leftOfDelay(Begin begin, StepState before) {
    Duration delay = settings.retry().delayAfter(begin.used() - 1, tools.random().nextDouble());
    Duration gone = Duration.between(before.ended().orElseThrow(), tools.clock().instant());
    return gone.isNegative() ? delay : delay.minus(gone);
  }

  /**
   * @param number of the first attempt
   * @param used how many the policy counts, this one included
   * @param announce whether the first attempt has still to be recorded as started
   * @param key under which a success is kept for later runs
   */
  private NodeOutcome attempts(int number, int used, boolean announce, Optional<StepKey> key) {
    RetryPolicy retry = settings.retry();
    int attempt = number;
    int counted = used;
    boolean start = announce;
    while (true) {
      Optional<ResourceBudget.Seat> held = hold();
      if (held.isEmpty()) {
        return cancelledBefore(attempt);
      }
      NodeOutcome outcome;
      boolean again;
      List<RunEvent> resets;
      try (ResourceBudget.Seat seat = held.get()) {
        announce(seat, attempt, start);
        inside.begin();
        outcome = attempt(attempt, walking -> Optional.of(type.walk(node, walking))).orElseThrow();
        inside.endedAround(outcome);
        again = isTriedAgain(outcome, counted);
        // In one with the end: a driver that dies between them would leave an attempt that goes on
        // with the failures of this one.
        resets = again ? resetsInside() : List.of();
        journal.defer(withKey(ended(attempt, outcome, again), key), resets);
      }
      if (!again) {
        return outcome;
      }
      journal.flush();
      if (!resets.isEmpty()) {
        journal.peek(StaleFiles::of).withdraw(tools.runId(), tools.catalog());
      }
      attempt++;
      if (!pause(retry.delayAfter(counted, tools.random().nextDouble()))) {
        return cancelledBefore(attempt);
      }
      counted++;
      start = true;
    }
  }

  /**
   * What a cancel comes to before an attempt has begun. Of a step that has failed, and waits for
   * its next attempt, that one is recorded as cancelled: nobody waits for it any more, and the
   * failures before it still count.
   */
  private NodeOutcome cancelledBefore(int attempt) {
    NodeOutcome cancelled = new NodeOutcome.Cancelled();
    if (journal.peek(state -> state.step(path)).filter(StepWalk::isBetweenAttempts).isPresent()) {
      // In one: a driver that dies between the two would leave an attempt to go on with.
      journal.append(
          List.of(
              new RunEvent.StepStarted(path, node.type(), attempt, order.next()),
              ended(attempt, cancelled, false)));
    }
    return cancelled;
  }

  /** By its policy, which has counted so many attempts. A cancel ends the wait for the next. */
  private boolean isTriedAgain(NodeOutcome outcome, int counted) {
    return outcome instanceof NodeOutcome.Failed failed
        && failed.retriable()
        && counted < settings.retry().maxAttempts();
  }

  private RunEvent.StepEnded withKey(RunEvent.StepEnded end, Optional<StepKey> key) {
    if (key.isEmpty() || end.status() != StepStatus.SUCCESS) {
      return end;
    }
    try (AttemptWalking walking = walking(end.attempt())) {
      return reuse().kept(end, key.get(), walking, inside);
    }
  }

  private AttemptWalking walking(int attempt) {
    return new AttemptWalking(tools, journal, order, path, attempt, scope, inside, cancellation);
  }

  /** What failed inside this node starts again with its next attempt. */
  private List<RunEvent> resetsInside() {
    if (type.graphs(node).isEmpty()) {
      return List.of();
    }
    List<StepState> inside =
        journal.read(RunState::steps).stream().filter(step -> step.path().isInside(path)).toList();
    return StepResets.inside(inside, node, path, tools.types());
  }

  /**
   * Waits until what an attempt of the node asks of this machine is free.
   *
   * @return empty where the walk was cancelled meanwhile
   */
  private Optional<ResourceBudget.Seat> hold() {
    Optional<Resources> asked = type.resources(node, tools.machine());
    return asked.isEmpty()
        ? Optional.of(tools.budget().holdNothing(path))
        : tools.budget().hold(path, asked.get(), cancellation, journal::flush);
  }

  private void announce(ResourceBudget.Seat seat, int attempt, boolean announce) {
    seat.begins();
    if (announce) {
      journal.append(new RunEvent.StepStarted(path, node.type(), attempt, order.next()));
    } else {
      journal.flush(); // What others left to the event that is not written.
    }
  }

  private Optional<NodeOutcome> attempt(
      int attempt, Function<AttemptWalking, Optional<NodeOutcome>> work) {
    try (AttemptWalking walking = walking(attempt)) {
      settings.timeout().ifPresent(walking::limit);
      return walk(walking, work)
          .map(outcome -> walking.isTimedOut() ? afterItsTime(outcome) : outcome);
    }
  }

  /**
   * A function that returned in its grace has taken too long all the same. What has steps or trials
   * inside keeps its success: they have ended, and are not lost.
   */
  private NodeOutcome afterItsTime(NodeOutcome outcome) {
    Failure timedOut = timedOut(settings.timeout().orElseThrow());
    return switch (outcome) {
      case NodeOutcome.Cancelled cancelled -> new NodeOutcome.Failed(timedOut);
      case NodeOutcome.Success success when !type.isReentrant() ->
          new NodeOutcome.Failed(timedOut, true, success.files());
      case NodeOutcome.Success success -> success;
      case NodeOutcome.Failed failed -> failed;
    };
  }

  /** Whatever goes wrong in the engine is the step's failure, but for a log that takes no more. */
  private static Optional<NodeOutcome> walk(
      AttemptWalking walking, Function<AttemptWalking, Optional<NodeOutcome>> work) {
    try {
      return work.apply(walking);
    } catch (RunStoreException e) {
      throw e;
    } catch (CatalogException | EnvironmentException e) {
      return Optional.of(new NodeOutcome.Failed(Failures.of(e)));
    } catch (RuntimeException | StackOverflowError e) {
      return Optional.of(new NodeOutcome.Failed(Failures.of(e), false));
    }
  }

  private static Failure timedOut(Duration timeout) {
    return Failure.of("timeout", "took longer than " + Durations.words(timeout));
  }

  private RunEvent.StepEnded ended(int attempt, NodeOutcome outcome, boolean again) {
    return switch (outcome) {
      case NodeOutcome.Success success -> {
        Map<String, Value> outputs = success.outputs();
        yield new RunEvent.StepEnded(
            path, attempt, StepStatus.SUCCESS, outputs, success.files(), Optional.empty(), false);
      }
      case NodeOutcome.Failed failed -> {
        Optional<Failure> why = Optional.of(failed.failure());
        yield new RunEvent.StepEnded(
            path, attempt, StepStatus.FAILED, Map.of(), failed.files(), why, again);
      }
      case NodeOutcome.Cancelled cancelled ->
          end(attempt, StepStatus.CANCELLED, Optional.empty(), false);
    };
  }

  private RunEvent.StepEnded end(
      int attempt, StepStatus status, Optional<Failure> failure, boolean again) {
    return new RunEvent.StepEnded(path, attempt, status, Map.of(), List.of(), failure, again);
  }

  /** Waits; false where the run was cancelled meanwhile. */
  private boolean pause(Duration delay) {
    tools.budget().arrived(path.parent());
    CountDownLatch cancelled = new CountDownLatch(1);
    try (Cancellation.Registration any = cancellation.onRequest(cancelled::countDown)) {
      return !cancelled.await(delay.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
