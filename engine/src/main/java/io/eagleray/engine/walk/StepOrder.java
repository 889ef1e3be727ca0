package io.eagleray.engine.walk;

import java.util.concurrent.atomic.AtomicLong;

/** Counts the starts of steps in one run, over all its drivers. */
public final class StepOrder {
  private final AtomicLong last;

  public StepOrder(long last) {
    this.last = new AtomicLong(last);
  }

  long next() {
    return last.incrementAndGet();
  }
}
