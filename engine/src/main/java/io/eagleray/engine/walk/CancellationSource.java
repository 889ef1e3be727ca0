package io.eagleray.engine.walk;

import io.eagleray.spi.Cancellation;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A cancellation that can be requested; it may hang below another, which requests it too. */
public final class CancellationSource implements Cancellation, AutoCloseable {
  private final Map<Object, Runnable> actions = new LinkedHashMap<>();
  private final Registration parent;
  private boolean requested;

  public CancellationSource() {
    this.parent = () -> {};
  }

  /** Requested with {@code outer}, or by itself; close it so that {@code outer} forgets it. */
  @SuppressWarnings("this-escape")
  public CancellationSource(Cancellation outer) {
    this.parent = outer.onRequest(this::request);
  }

  /**
   * Requests the end of what listens; a second call does nothing. Where something fails at that,
   * all others hear of it before the first failure is thrown.
   */
  public void request() {
    List<Runnable> now;
    synchronized (this) {
      if (requested) {
        return;
      }
      requested = true;
      now = List.copyOf(actions.values());
      actions.clear();
    }
    Optional<RuntimeException> failure = Optional.empty();
    for (Runnable action : now) {
      try {
        action.run();
      } catch (RuntimeException e) {
        failure = failure.or(() -> Optional.of(e));
      }
    }
    if (failure.isPresent()) {
      throw failure.get();
    }
  }

  @Override
  public synchronized boolean isRequested() {
    return requested;
  }

  @Override
  public Registration onRequest(Runnable action) {
    Object key = new Object();
    synchronized (this) {
      if (!requested) {
        actions.put(key, action);
        return () -> forget(key);
      }
    }
    action.run();
    return () -> {};
  }

  private synchronized void forget(Object key) {
    actions.remove(key);
  }

  @Override
  public void close() {
    parent.close();
  }
}
