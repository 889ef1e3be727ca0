package io.eagleray.engine;

import io.eagleray.run.Event;
import io.eagleray.spi.Catalog;
import io.eagleray.spi.CatalogException;
import io.eagleray.spi.ForwardingRunStore;
import io.eagleray.spi.NamedObjects;
import io.eagleray.spi.RunStore;
import io.eagleray.spi.RunStoreException;
import java.util.List;

/**
 * A log that survives the loss of power, and never names contents that do not: they are forced to
 * the disk before the events are.
 */
record ContentsFirst(RunStore store, Catalog catalog) implements ForwardingRunStore {
  /** The store itself, where contents need not survive the loss of power. */
  static RunStore of(RunStore store, Catalog catalog) {
    return catalog.survivesPowerLoss() ? new ContentsFirst(store, catalog) : store;
  }

  @Override
  public void append(String runId, List<Event> events) {
    NamedObjects named = new NamedObjects();
    events.forEach(named::add);
    if (!named.sha256().isEmpty()) {
      try {
        catalog.force(runId, named.sha256());
      } catch (CatalogException e) {
        throw new RunStoreException(String.valueOf(e.getMessage()), e);
      }
    }
    store.append(runId, events);
  }
}
