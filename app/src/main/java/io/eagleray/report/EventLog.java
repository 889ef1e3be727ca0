package io.eagleray.report;

import io.eagleray.run.Event;
import io.eagleray.spi.RunStore;
import java.util.List;
import java.util.function.Consumer;

/**
 * A run's events, readable more than once: what a report shows of the reports of trials depends on
 * what the whole log says of the search, and a log may be too long to keep in memory.
 */
@FunctionalInterface
public interface EventLog {
  /** Hands over every event, in the order of the log. */
  void read(Consumer<Event> events);

  /** The log of a stored run. */
  static EventLog of(RunStore store, String runId) {
    return events -> store.read(runId, 0, events);
  }

  /** Events at hand. */
  static EventLog of(List<Event> events) {
    return events::forEach;
  }
}
