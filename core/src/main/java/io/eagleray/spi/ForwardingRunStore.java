package io.eagleray.spi;

import io.eagleray.run.Event;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** A run store that leaves to another one all that it does not do otherwise itself. */
public interface ForwardingRunStore extends RunStore {
  /** The other one. */
  RunStore store();

  @Override
  default void create(String runId) {
    store().create(runId);
  }

  @Override
  default void append(String runId, List<Event> events) {
    store().append(runId, events);
  }

  @Override
  default long read(String runId, long after, Consumer<Event> events) {
    return store().read(runId, after, events);
  }

  @Override
  default void read(String runId, Excerpt excerpt, Consumer<Event> events) {
    store().read(runId, excerpt, events);
  }

  @Override
  default Optional<EarlierStep> earlier(String key, String exceptRun) {
    return store().earlier(key, exceptRun);
  }

  @Override
  default List<String> runs() {
    return store().runs();
  }

  @Override
  default boolean exists(String runId) {
    return store().exists(runId);
  }

  @Override
  default void delete(String runId) {
    store().delete(runId);
  }

  @Override
  default RunLock lock(String runId) {
    return store().lock(runId);
  }

  @Override
  default boolean isLocked(String runId) {
    return store().isLocked(runId);
  }

  @Override
  default Set<String> driven() {
    return store().driven();
  }

  @Override
  default void close() {
    store().close();
  }
}
