package io.eagleray.report;

import io.eagleray.run.Event;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** When the run was driven: a resumed run has one session for each driver, with nothing between. */
final class Sessions {
  private final Map<Integer, Session> byEpoch = new TreeMap<>();

  /** From a driver's first event to its last. */
  record Session(Instant start, Instant end) {}

  void add(Event event) {
    byEpoch.merge(
        event.epoch(),
        new Session(event.at(), event.at()),
        (known, more) ->
            new Session(earlier(known.start(), more.start()), later(known.end(), more.end())));
  }

  List<Session> all() {
    return List.copyOf(byEpoch.values());
  }

  /** The time of that driver's last event. */
  Instant lastOf(int epoch) {
    return byEpoch.getOrDefault(epoch, new Session(Instant.EPOCH, Instant.EPOCH)).end();
  }

  boolean isLatest(int epoch) {
    return byEpoch.keySet().stream().allMatch(other -> other <= epoch);
  }

  Instant start() {
    return byEpoch.values().stream()
        .map(Session::start)
        .min(Instant::compareTo)
        .orElse(Instant.EPOCH);
  }

  Instant end() {
    return byEpoch.values().stream()
        .map(Session::end)
        .max(Instant::compareTo)
        .orElse(Instant.EPOCH);
  }

  /** How long it was driven, the time between drivers left out. */
  Duration active() {
    return byEpoch.values().stream()
        .map(session -> Duration.between(session.start(), session.end()))
        .reduce(Duration.ZERO, Duration::plus);
  }

  private static Instant earlier(Instant a, Instant b) {
    return a.isBefore(b) ? a : b;
  }

  private static Instant later(Instant a, Instant b) {
    return a.isAfter(b) ? a : b;
  }
}
