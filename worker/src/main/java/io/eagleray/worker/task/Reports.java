package io.eagleray.worker.task;

import io.eagleray.trial.TrialStopped;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** The reports of one trial: one after the other, each answered by a decision. */
final class Reports {
  private final TaskRun task;
  private final ReentrantLock turn = new ReentrantLock();
  private final BlockingQueue<Boolean> decision = new ArrayBlockingQueue<>(1);
  private final int firstStep;
  private volatile int step;
  private volatile boolean stopped;

  Reports(TaskRun task) {
    this.task = task;
    this.firstStep = task.message().trial().map(RunMessage.TrialStart::step).orElse(0);
    this.step = firstStep;
  }

  /** The number of the last report. */
  int step() {
    return step;
  }

  boolean isStopped() {
    return stopped;
  }

  boolean isEmpty() {
    return step == firstStep;
  }

  /**
   * Sends a report and waits for its decision.
   *
   * @param checkpoint a reference in JSON, or null
   * @throws TrialStopped when the trial is to end, or the task was cancelled
   */
  void report(Map<String, @Nullable Object> metrics, @Nullable Object checkpoint) {
    turn.lock();
    try {
      if (stopped) {
        throw new TrialStopped("the trial was stopped at step " + step);
      }
      decision.clear();
      // After the clearing: a cancel from now on is seen by the wait.
      if (task.isCancelled()) {
        throw new TrialStopped("the trial is cancelled");
      }
      Map<String, @Nullable Object> report = new LinkedHashMap<>();
      int next = step + 1;
      step = next;
      report.put("step", (long) next);
      report.put("metrics", metrics);
      if (checkpoint != null) {
        report.put("checkpoint", checkpoint);
      }
      task.send("report", report);
      if (!awaitDecision()) {
        if (task.isCancelled()) {
          throw new TrialStopped("the trial is cancelled");
        }
        stopped = true;
        throw new TrialStopped("the trial is stopped at step " + step);
      }
    } finally {
      turn.unlock();
    }
  }

  /** The one report of a task that has ended: nothing is left to decide, so nothing is awaited. */
  void reportLast(Map<String, @Nullable Object> metrics) {
    Map<String, @Nullable Object> report = new LinkedHashMap<>();
    step++;
    report.put("step", (long) step);
    report.put("metrics", metrics);
    report.put("last", true);
    task.send("report", report);
  }

  /** An interrupt ends the wait only when it comes from a cancel; else it is kept for later. */
  private boolean awaitDecision() {
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return decision.take();
        } catch (InterruptedException e) {
          if (task.isCancelled()) {
            throw new TrialStopped("the trial is cancelled");
          }
          interrupted = true;
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** Ends the wait of another thread than the task's own, which alone is interrupted. */
  void cancel() {
    boolean unused = decision.offer(false);
  }

  void decide(boolean goOn) {
    boolean unused = decision.offer(goOn);
  }
}
