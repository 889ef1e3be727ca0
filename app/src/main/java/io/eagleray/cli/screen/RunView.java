package io.eagleray.cli.screen;

import io.eagleray.run.Event;
import io.eagleray.run.RunState;
import java.util.List;

/** Shows a run to whoever started it. Thread-safe; {@link #on} is quick. */
public interface RunView extends AutoCloseable {

  /**
   * An event became durable.
   *
   * @param state with the event in it; not kept
   */
  void on(Event event, RunState state);

  /** Lines that are not part of the run: a warning, a task's output. */
  void say(List<Line> lines);

  /** Ends the showing: closing words where the run has ended; the terminal as it was. */
  @Override
  void close();
}
