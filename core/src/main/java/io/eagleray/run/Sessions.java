package io.eagleray.run;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * When a run was driven: a resumed run has one session for each driver, with nothing between. What
 * a driver that was killed did after its last event is not known. Not thread-safe.
 */
public final class Sessions {
  private final NavigableMap<Integer, Bounds> byEpoch = new TreeMap<>();

  /** From a driver's first event to its last. */
  public record Session(Instant start, Instant end) {}

  private static final class Bounds {
    private Instant start;
    private Instant end;

    Bounds(Instant at) {
      this.start = at;
      this.end = at;
    }

    Session session() {
      return new Session(start, end);
    }
  }

  void add(Event event) {
    Bounds bounds = byEpoch.computeIfAbsent(event.epoch(), epoch -> new Bounds(event.at()));
    bounds.start = earlier(bounds.start, event.at());
    bounds.end = later(bounds.end, event.at());
  }

  /** In the order of the drivers. */
  public List<Session> all() {
    return byEpoch.values().stream().map(Bounds::session).toList();
  }

  /** The time of that driver's last event. */
  public Instant lastOf(int epoch) {
    Bounds bounds = byEpoch.get(epoch);
    return bounds == null ? Instant.EPOCH : bounds.end;
  }

  /** Whether no driver came after that one. */
  public boolean isLatest(int epoch) {
    return byEpoch.isEmpty() || byEpoch.lastKey() <= epoch;
  }

  /** The time of the first event. */
  public Instant start() {
    return byEpoch.values().stream()
        .map(bounds -> bounds.start)
        .min(Instant::compareTo)
        .orElse(Instant.EPOCH);
  }

  /** The time of the last event. */
  public Instant end() {
    return byEpoch.values().stream()
        .map(bounds -> bounds.end)
        .max(Instant::compareTo)
        .orElse(Instant.EPOCH);
  }

  /** How long it was driven, the time between drivers left out. */
  public Duration active() {
    return active(byEpoch);
  }

  /** The same of all drivers but the latest. */
  public Duration activeBefore() {
    return byEpoch.isEmpty() ? Duration.ZERO : active(byEpoch.headMap(byEpoch.lastKey()));
  }

  private static Duration active(Map<Integer, Bounds> sessions) {
    return sessions.values().stream()
        .map(bounds -> Duration.between(bounds.start, bounds.end))
        .reduce(Duration.ZERO, Duration::plus);
  }

  /** How much of a time lies between drivers: nobody drove the run then. */
  Duration idle(Instant from, Instant to) {
    Duration idle = Duration.ZERO;
    Instant driven = Instant.MAX;
    for (Bounds bounds : byEpoch.values()) {
      Instant begin = later(driven, from);
      Instant end = earlier(bounds.start, to);
      if (begin.isBefore(end)) {
        idle = idle.plus(Duration.between(begin, end));
      }
      driven = driven.equals(Instant.MAX) ? bounds.end : later(driven, bounds.end);
    }
    return idle;
  }

  private static Instant earlier(Instant a, Instant b) {
    return a.isBefore(b) ? a : b;
  }

  private static Instant later(Instant a, Instant b) {
    return a.isAfter(b) ? a : b;
  }
}
