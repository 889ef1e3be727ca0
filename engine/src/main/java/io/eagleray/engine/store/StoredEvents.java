package io.eagleray.engine.store;

import io.eagleray.run.Event;
import java.util.ArrayList;
import java.util.List;

/** The events of one append to a database, as rows of a run. */
public record StoredEvents(String runId, List<StoredEvent> events) {
  public StoredEvents {
    events = List.copyOf(events);
  }

  public static StoredEvents of(String runId, List<Event> events) {
    List<StoredEvent> rows = new ArrayList<>(events.size());
    events.forEach(event -> rows.add(StoredEvent.of(event)));
    return new StoredEvents(runId, rows);
  }
}
