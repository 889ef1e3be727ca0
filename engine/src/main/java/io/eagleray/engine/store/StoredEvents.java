package io.eagleray.engine.store;

import io.eagleray.run.Event;
import java.util.List;

/** The events of one append to a database, as rows of a run. */
public record StoredEvents(String runId, List<StoredEvent> events) {
  public StoredEvents {
    events = List.copyOf(events);
  }

  public static StoredEvents of(String runId, List<Event> events) {
    return new StoredEvents(runId, events.stream().map(StoredEvent::of).toList());
  }
}
