package io.eagleray.engine.task.java;

import io.eagleray.dsl.CodeFunction;
import io.eagleray.engine.task.CallMessages;
import io.eagleray.engine.worker.SecretFree;
import io.eagleray.spi.RunnerContext;
import io.eagleray.spi.TaskCall;
import io.eagleray.spi.TaskListener;
import io.eagleray.spi.TaskOutcome;
import io.eagleray.spi.TaskRunner.RunningTask;
import io.eagleray.worker.redact.Redactor;
import io.eagleray.worker.value.ObjectStore;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * One call of a function of the program, on a thread of its own. Its listener hears of the end
 * exactly once, whatever the function does, and of nothing after it.
 */
final class FunctionCall implements RunningTask {
  private static final Duration BETWEEN_INTERRUPTS = Duration.ofSeconds(1);

  private final CodeFunction function;
  private final ClassLoader classes;
  private final TaskCall call;
  private final RunnerContext context;
  private final TaskListener listener;
  private final SecretFree secretFree;
  private final FunctionReports reports;
  private final Thread thread;
  private final AtomicBoolean cancelled = new AtomicBoolean();
  private final AtomicBoolean ended = new AtomicBoolean();
  private boolean inFunction = true;

  private FunctionCall(
      CodeFunction function,
      ClassLoader classes,
      TaskCall call,
      RunnerContext context,
      TaskListener listener) {
    this.function = function;
    this.classes = classes;
    this.call = call;
    this.context = context;
    this.listener = listener;
    this.secretFree = new SecretFree(Redactor.of(new CallMessages(context).hidden(call)));
    this.reports =
        new FunctionReports(call, listener, secretFree, () -> cancelled.get() || ended.get());
    // The program's code may hold locks while it waits, which would pin a virtual thread's carrier.
    this.thread = daemon("function " + call.task().command()).unstarted(this::run);
  }

  /**
   * Calls the function; returns at once.
   *
   * @param classes where the classes of objects that it is given are looked for
   */
  static RunningTask start(
      CodeFunction function,
      ClassLoader classes,
      TaskCall call,
      RunnerContext context,
      TaskListener listener) {
    FunctionCall running = new FunctionCall(function, classes, call, context, listener);
    running.thread.start();
    return running;
  }

  private static Thread.Builder.OfPlatform daemon(String name) {
    return Thread.ofPlatform().daemon().name(name);
  }

  private void run() {
    TaskOutcome outcome;
    Map<String, @Nullable Object> metrics = Map.of();
    try (ObjectStore store = new ObjectStore(context.objects())) {
      listener.started(ProcessHandle.current().pid());
      FunctionWork work = new FunctionWork(function, classes, call, store, reports);
      Object returned = returned(work);
      outcome = work.outcome(returned);
      metrics = work.metrics(returned);
    } catch (Throwable thrown) { // whatever it throws is the task's failure
      leave();
      outcome = failed(thrown);
    }
    Map<String, @Nullable Object> last = metrics;
    end(() -> reports.returned(last), clean(outcome));
  }

  /** A stop or a cancel, however it came through the program's code: wrapped, or replaced. */
  private TaskOutcome failed(Throwable thrown) {
    if (cancelled.get()) {
      return new TaskOutcome.Cancelled();
    }
    return reports.isStopped()
        ? FunctionWork.STOPPED
        : new TaskOutcome.Failed(ThrownFailure.of(thrown));
  }

  private @Nullable Object returned(FunctionWork work) throws Exception {
    Object returned = work.returned();
    leave();
    return returned;
  }

  /** From now on nothing is interrupted: neither objects nor what the listener writes. */
  private synchronized void leave() {
    inFunction = false;
    boolean unused = Thread.interrupted();
  }

  private synchronized void interrupt() {
    if (inFunction) {
      thread.interrupt();
    }
  }

  private TaskOutcome clean(TaskOutcome outcome) {
    try {
      return secretFree.outcome(outcome);
    } catch (Throwable thrown) { // No memory for it: better told without its words.
      return new TaskOutcome.Failed(ThrownFailure.UNTOLD);
    }
  }

  private void end(Runnable before, TaskOutcome outcome) {
    if (ended.compareAndSet(false, true)) {
      try {
        before.run();
      } finally {
        listener.ended(outcome);
      }
    }
  }

  @Override
  public void cancel() {
    if (cancelled.compareAndSet(false, true)) {
      reports.cancel();
      daemon("end of " + thread.getName()).start(this::interruptUntilItEnds);
    }
  }

  /** As workers do; but a thread cannot be killed, so one that does not end is left behind. */
  private void interruptUntilItEnds() {
    try {
      for (long second = 0; second < GRACE.toSeconds(); second++) {
        interrupt();
        if (thread.join(BETWEEN_INTERRUPTS)) {
          return;
        }
      }
    } catch (InterruptedException e) {
      // Nobody has this thread to interrupt it.
      Thread.currentThread().interrupt();
    }
    end(this::warn, new TaskOutcome.Cancelled());
  }

  private void warn() {
    listener.warned(
        call.step()
            + call.trial().map(trial -> ", trial " + trial.number()).orElse("")
            + ": the function has not ended "
            + GRACE.toSeconds()
            + " s after it was interrupted; its thread goes on until this program ends");
  }
}
