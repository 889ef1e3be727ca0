package io.eagleray.engine.walk;

import io.eagleray.run.Event;
import io.eagleray.run.RunEvent;
import io.eagleray.run.RunState;
import io.eagleray.spi.RunStore;
import io.eagleray.spi.StoreAwayException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Where a driver writes what happens: first durable, then folded, then told. Thread-safe.
 *
 * <p>A driver writes all its events through one journal, so their order in the store is the order
 * of their sequence numbers.
 */
public final class RunJournal {
  private final RunStore store;
  private final String runId;
  private final String writer;
  private final int epoch;
  private final Clock clock;
  private final RunState state;
  private final BiConsumer<Event, RunState> listener;
  private final List<Event> deferred = new ArrayList<>();
  private final ReentrantLock writing = new ReentrantLock();
  private long sequence;

  /** Set once the store stayed away: nobody waits for it again. */
  private Optional<StoreAwayException> away = Optional.empty();

  /** How many events are durable; they are the first ones. */
  private long durable;

  /**
   * @param writer unique for this process
   * @param state the fold of all that the store has of the run
   * @param listener hears of each event once it is durable; must return quickly
   */
  public RunJournal(
      RunStore store,
      String runId,
      String writer,
      int epoch,
      Clock clock,
      RunState state,
      BiConsumer<Event, RunState> listener) {
    this.store = store;
    this.runId = runId;
    this.writer = writer;
    this.epoch = epoch;
    this.clock = clock;
    this.state = state;
    this.listener = listener;
  }

  /**
   * Makes events durable, and with them those that were deferred. Those of several threads that
   * come at once become durable together.
   */
  public void append(List<? extends RunEvent> bodies) {
    long end;
    synchronized (this) {
      bodies.forEach(this::defer);
      end = sequence;
    }
    flush(end);
  }

  public void append(RunEvent body) {
    append(List.of(body));
  }

  /**
   * Takes an event that may become durable together with the next one, because nothing that it
   * tells of is shown before.
   */
  public synchronized void defer(RunEvent body) {
    deferred.add(new Event(writer, sequence++, epoch, clock.instant(), body));
  }

  /** Takes events that become durable together, as one that is deferred. */
  synchronized void defer(RunEvent first, List<RunEvent> others) {
    defer(first);
    others.forEach(this::defer);
  }

  /** Makes deferred events durable. */
  public void flush() {
    long end;
    synchronized (this) {
      end = sequence;
    }
    flush(end);
  }

  /** Makes all events before that sequence number durable. */
  private void flush(long end) {
    writing.lock();
    try {
      List<Event> events;
      synchronized (this) {
        if (durable >= end) {
          return;
        }
        events = List.copyOf(deferred);
      }
      store(events);
      synchronized (this) {
        deferred.subList(0, events.size()).clear();
        durable += events.size();
        for (Event event : events) {
          state.apply(event);
          listener.accept(event, state);
        }
      }
    } finally {
      writing.unlock();
    }
  }

  private void store(List<Event> events) {
    if (away.isPresent()) {
      throw away.get();
    }
    try {
      store.append(runId, events);
    } catch (StoreAwayException e) {
      away = Optional.of(e);
      throw e;
    }
  }

  /**
   * Tells of an end that the log will not have, for its store stayed away: folded and heard, and
   * not durable. What was not durable before is not told.
   */
  public synchronized void endUnrecorded(RunEvent.RunEnded end) {
    Event event = new Event(writer, sequence, epoch, clock.instant(), end);
    state.apply(event);
    listener.accept(event, state);
  }

  /** Looks at the state without the deferred events: for steps that these cannot be of. */
  public synchronized <T> T peek(Function<RunState, T> look) {
    return look.apply(state);
  }

  /** Looks at the state, deferred events included. */
  public <T> T read(Function<RunState, T> look) {
    flush();
    return peek(look);
  }

  /** Tells every event of the run. */
  public void replay(Consumer<Event> events) {
    flush();
    store.read(runId, 0, events);
  }
}
