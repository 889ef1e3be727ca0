package io.eagleray.engine;

import io.eagleray.run.Event;
import io.eagleray.run.RunState;

/**
 * Hears what happens in a run, once it is durable: in order, one event at a time. Must return
 * quickly.
 */
@FunctionalInterface
public interface RunListener {
  /** Hears nothing. */
  RunListener NONE = (event, state) -> {};

  /**
   * An event happened.
   *
   * @param state the run with this event; only to be looked at during the call
   */
  void on(Event event, RunState state);
}
