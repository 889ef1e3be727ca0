package io.eagleray.worker.trial;

import io.eagleray.trial.TrialStopped;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** The reports of one trial: one after the other, each answered by a decision. */
public final class Reports {
  private final Line line;
  private final ReentrantLock turn = new ReentrantLock();
  private final BlockingQueue<Boolean> decision = new ArrayBlockingQueue<>(1);
  private final int firstStep;
  private volatile int step;
  private volatile boolean stopped;

  /**
   * @param firstStep the step of the checkpoint that the trial starts from, or 0
   */
  public Reports(int firstStep, Line line) {
    this.line = line;
    this.firstStep = firstStep;
    this.step = firstStep;
  }

  /** The way to whoever decides. */
  public interface Line {
    /** Whether the trial is to end, and nobody decides any more. */
    boolean isCancelled();

    /**
     * Sends a report; {@link #decide} answers it, unless it is the last one.
     *
     * @param report {@code step}, {@code metrics}, and maybe {@code checkpoint} and {@code last}
     */
    void send(Map<String, @Nullable Object> report);
  }

  /** The number of the last report. */
  public int step() {
    return step;
  }

  public boolean isStopped() {
    return stopped;
  }

  /** Whether there was no report yet. */
  public boolean isEmpty() {
    return step == firstStep;
  }

  /**
   * Sends a report and waits for its decision.
   *
   * @param checkpoint a reference in JSON, or null
   * @throws TrialStopped when the trial is to end, or the task was cancelled
   */
  public void report(Map<String, @Nullable Object> metrics, @Nullable Object checkpoint) {
    turn.lock();
    try {
      if (stopped) {
        throw new TrialStopped("the trial was stopped at step " + step);
      }
      decision.clear();
      // After the clearing: a cancel from now on is seen by the wait.
      if (line.isCancelled()) {
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
      line.send(report);
      if (!awaitDecision()) {
        if (line.isCancelled()) {
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
  public void reportLast(Map<String, @Nullable Object> metrics) {
    Map<String, @Nullable Object> report = new LinkedHashMap<>();
    step++;
    report.put("step", (long) step);
    report.put("metrics", metrics);
    report.put("last", true);
    line.send(report);
  }

  /** An interrupt ends the wait only when it comes from a cancel; else it is kept for later. */
  private boolean awaitDecision() {
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return decision.take();
        } catch (InterruptedException e) {
          if (line.isCancelled()) {
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
  public void cancel() {
    boolean unused = decision.offer(false);
  }

  /** Answers the report that waits. */
  public void decide(boolean goOn) {
    boolean unused = decision.offer(goOn);
  }
}
