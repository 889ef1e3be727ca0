package io.eagleray.search.study;

import io.eagleray.search.scheduler.Decision;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** One {@link Study#optimize}: the study is touched under one lock, the function outside of it. */
final class Optimization {
  /** So many failures in a row, and no success before them, are a mistake in the function. */
  private static final int FAILURES = 10;

  private final AskTell study;
  private final Deque<Trial> begun;
  private final int trials;
  private final int workers;
  private final OutcomeEvaluation evaluation;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition ended = lock.newCondition();
  private final List<Thread> running = new ArrayList<>();
  private int started;
  private int failuresInARow;
  private boolean over;
  private Optional<Throwable> firstFailure = Optional.empty();
  private Optional<Error> error = Optional.empty();

  /** What the study, and not the function, threw. */
  private Optional<RuntimeException> fault = Optional.empty();

  Optimization(
      AskTell study, List<Trial> begun, int trials, int workers, OutcomeEvaluation evaluation) {
    if (trials < 0) {
      throw new UnexpectedEventException("trials must be at least 0, got " + trials);
    }
    if (workers < 1) {
      throw new UnexpectedEventException("workers must be at least 1, got " + workers);
    }
    this.study = study;
    this.begun = new ArrayDeque<>(begun);
    this.trials = trials;
    this.workers = workers;
    this.evaluation = evaluation;
  }

  /** See {@link Study#optimize}. */
  void run() throws InterruptedException {
    lock.lock();
    try {
      fill();
      while (!running.isEmpty()) {
        ended.await();
        fill();
      }
    } catch (InterruptedException e) {
      endAll();
      throw e;
    } finally {
      lock.unlock();
    }
    if (error.isPresent()) {
      throw error.get();
    }
    if (fault.isPresent()) {
      throw fault.get();
    }
    if (failuresInARow >= limit()) {
      throw new TooManyFailuresException(
          failuresInARow + " trials failed one after the other; the first threw " + cause(),
          firstFailure.orElseThrow());
    }
  }

  private String cause() {
    return firstFailure.map(Throwable::toString).orElse("nothing");
  }

  private int limit() {
    return Math.max(FAILURES, 2 * workers);
  }

  private void fill() {
    while (!over && started < trials && running.size() < workers) {
      Optional<Trial> trial = next();
      if (trial.isEmpty()) {
        over = true;
        return;
      }
      started++;
      running.add(
          Thread.ofVirtual()
              .name("trial-" + trial.get().number())
              .start(() -> evaluate(trial.get())));
    }
  }

  private Optional<Trial> next() {
    try {
      return Optional.ofNullable(begun.poll()).or(study::tryAsk);
    } catch (RuntimeException e) {
      fail(e);
      return Optional.empty();
    }
  }

  /** No further trial starts; whoever called hears of it when those that run have ended. */
  private void fail(RuntimeException e) {
    fault = fault.or(() -> Optional.of(e));
    over = true;
  }

  /** The caller was interrupted: so are the trials, and nobody leaves before they have ended. */
  private void endAll() {
    over = true;
    running.forEach(Thread::interrupt);
    while (!running.isEmpty()) {
      ended.awaitUninterruptibly();
    }
  }

  private void evaluate(Trial trial) {
    Outcome outcome = Outcome.failed();
    Optional<Throwable> failure = Optional.empty();
    try {
      outcome = evaluation.evaluate(new LiveTrial(trial, this::report));
    } catch (TrialStoppedException e) {
      outcome = Outcome.stopped();
    } catch (Throwable e) {
      failure = Optional.of(e);
    }
    end(trial, outcome, failure);
  }

  private Decision report(int trial, long step, double... values) {
    lock.lock();
    try {
      return study.report(trial, step, values);
    } finally {
      lock.unlock();
    }
  }

  private void end(Trial trial, Outcome outcome, Optional<Throwable> failure) {
    lock.lock();
    try {
      study.tell(trial.number(), outcome);
      failuresInARow = failure.isPresent() ? failuresInARow + 1 : 0;
      if (failure.isPresent()) {
        firstFailure = failuresInARow == 1 ? failure : firstFailure;
        over |= failuresInARow >= limit();
        if (failure.get() instanceof Error grave) {
          error = error.isPresent() ? error : Optional.of(grave);
          over = true;
        }
      }
    } catch (RuntimeException e) {
      fail(e);
    } finally {
      running.remove(Thread.currentThread());
      ended.signalAll();
      lock.unlock();
    }
  }
}
