package io.eagleray.cli.run;

import io.eagleray.cli.console.Root;
import io.eagleray.cli.past.HeldRuns;
import io.eagleray.engine.Engine;
import io.eagleray.engine.NextStep;
import io.eagleray.engine.RunListener;
import io.eagleray.engine.RunRequest;
import io.eagleray.run.RunEvent;
import io.eagleray.run.RunState;
import io.eagleray.run.StepState;
import io.eagleray.run.StepStatus;
import io.eagleray.spi.Cancellation;
import io.eagleray.spi.RunStore;
import io.eagleray.spi.StoreAwayException;
import java.util.List;
import java.util.Optional;

/**
 * Drives a run by the commands that run one step, or one phase of it, each in a process of its own:
 * the emulator executor. All that the processes share is the run's log and the catalog.
 *
 * @param until the step before which it stops
 */
record Emulation(Root root, EngineOptions options, Optional<String> until) implements RunExecutor {

  @Override
  public RunState run(
      Engine engine, RunRequest request, RunListener listener, Cancellation cancellation) {
    RunState begun = engine.begin(until, request, listener, cancellation);
    try (RunStore.RunLock held = hold(begun.created().runId())) {
      return goOn(engine, begun, listener, cancellation);
    }
  }

  @Override
  public RunState resume(
      Engine engine, String runId, RunListener listener, Cancellation cancellation) {
    try (RunStore.RunLock held = hold(runId)) {
      RunState begun = engine.beginResume(until, runId, listener, cancellation);
      return begun.status().isEnded() ? begun : goOn(engine, begun, listener, cancellation);
    }
  }

  @Override
  public RunState retry(
      Engine engine,
      String runId,
      List<String> sets,
      Optional<String> from,
      RunListener listener,
      Cancellation cancellation) {
    try (RunStore.RunLock held = hold(runId)) {
      RunState begun = engine.beginRetry(runId, sets, from, listener, cancellation);
      return begun.status().isEnded() ? begun : goOn(engine, begun, listener, cancellation);
    }
  }

  /** The run is this process's, between two others that drive it as well. */
  private RunStore.RunLock hold(String runId) {
    return HeldRuns.locks(root.state()).lock(runId);
  }

  private RunState goOn(
      Engine engine, RunState begun, RunListener listener, Cancellation cancellation) {
    String runId = begun.created().runId();
    RunListener told = withoutStarts(listener);
    RunTail tail = new RunTail(engine.store(), runId, told);
    try {
      return goOn(engine, tail, told, cancellation);
    } catch (StoreAwayException e) {
      return tail.endUnrecorded(e, root.console().clock());
    }
  }

  private RunState goOn(Engine engine, RunTail tail, RunListener told, Cancellation cancellation) {
    String runId = tail.state().created().runId();
    Optional<NextStep> next = engine.next(runId);
    while (next.isPresent() && !stopsBefore(next.get(), tail) && !cancellation.isRequested()) {
      step(next.get(), tail, new StepProcess(root, options, runId, tail, cancellation));
      next = engine.next(runId);
    }
    boolean stands = next.isPresent() && !cancellation.isRequested();
    return stands || tail.state().status().isEnded()
        ? tail.state()
        : engine.resume(runId, told, cancellation);
  }

  /** To whoever looks on it is one run: that a process takes it on is no new start. */
  private static RunListener withoutStarts(RunListener listener) {
    return (event, state) -> {
      if (!(event.body() instanceof RunEvent.RunStarted)) {
        listener.on(event, state);
      }
    };
  }

  /** Whether the run stands before the step that it is to stop at, or is beyond it already. */
  private boolean stopsBefore(NextStep next, RunTail tail) {
    return until
        .filter(
            step -> step.equals(next.name()) || tail.step(step).filter(this::isOver).isPresent())
        .isPresent();
  }

  private boolean isOver(StepState step) {
    return switch (step.status()) {
      case SUCCESS, SKIPPED, FAILED -> true;
      case RUNNING, WAITING, CANCELLED -> false;
    };
  }

  /** One step, or one attempt of a step that has phases. */
  private static void step(NextStep step, RunTail tail, StepProcess process) {
    Optional<StepState> before = tail.step(step.name());
    if (step.phases().isEmpty()) {
      process.run(StepCommand.WHOLE, step.name(), () -> hasEnded(step, before, tail));
      return;
    }
    for (String phase : step.phases()) {
      if (!isHandedOver(step, phase, tail)) {
        process.run(
            phase,
            step.name(),
            () -> hasEnded(step, before, tail) || isHandedOver(step, phase, tail));
      }
      if (hasEnded(step, before, tail)) {
        return;
      }
    }
  }

  /** Whether an attempt at the step has ended since, or the run has. */
  private static boolean hasEnded(NextStep step, Optional<StepState> before, RunTail tail) {
    Optional<StepState> now = tail.step(step.name());
    return tail.state().status().isEnded()
        || !now.equals(before) && now.filter(state -> state.ended().isPresent()).isPresent();
  }

  /** Whether the log has what a phase hands to the next one. */
  private static boolean isHandedOver(NextStep step, String phase, RunTail tail) {
    return tail.step(step.name())
        .filter(now ->
            now.status() == StepStatus.RUNNING
                && now.ended().isEmpty()
                && now.phases().containsKey(phase))
        .isPresent();
  }
}
