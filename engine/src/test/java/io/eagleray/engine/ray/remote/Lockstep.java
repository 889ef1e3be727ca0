package io.eagleray.engine.ray.remote;

import java.util.HashMap;
import java.util.Map;

/** Lets trials take their steps together: none is ahead of another that runs by more than one. */
final class Lockstep {
  private final Map<Integer, Integer> steps = new HashMap<>();
  private int awaited;

  /**
   * @param trials that begin before any takes a step
   */
  Lockstep(int trials) {
    this.awaited = trials;
  }

  /** A trial begins, or goes on. */
  synchronized void join(int trial, int step) {
    awaited--;
    steps.put(trial, step);
    notifyAll();
  }

  /** Waits until no trial is behind this one. */
  synchronized void awaitTurn(int trial, int step) throws InterruptedException {
    steps.put(trial, step);
    notifyAll();
    while (awaited > 0 || steps.values().stream().anyMatch(other -> other < step)) {
      wait();
    }
  }

  /** A trial ends, or makes way. */
  synchronized void leave(int trial) {
    steps.remove(trial);
    notifyAll();
  }
}
