package io.eagleray.report;

import io.eagleray.run.Failure;
import io.eagleray.run.RunEvent;
import io.eagleray.run.Sessions;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The attempts of one step, or of one Ray node's trials, as they come. */
final class Spans {
  private final Map<Key, Open> spans = new LinkedHashMap<>();

  private record Key(int trial, int attempt) {}

  private static final class Open {
    private final Key key;
    private int epoch;
    private Mark mark = Mark.RUNNING;
    private boolean retried;
    private Optional<Failure> failure = Optional.empty();
    private @Nullable Instant start;
    private @Nullable Instant end;

    private Open(Key key) {
      this.key = key;
    }
  }

  void started(int trial, int attempt, int epoch, Instant at) {
    Open open = open(trial, attempt);
    open.epoch = Math.max(open.epoch, epoch);
    if (open.start == null || at.isBefore(open.start)) {
      open.start = at;
    }
  }

  void ended(RunEvent.StepEnded end, int epoch, Instant at) {
    ended(open(0, end.attempt()), Mark.of(end.status()), end.failure(), end.willRetry(), epoch, at);
  }

  void ended(RunEvent.TrialEnded end, int epoch, Instant at) {
    Open open = open(end.trial(), end.attempt());
    ended(open, Mark.of(end.status()), end.failure(), end.willRetry(), epoch, at);
  }

  private static void ended(
      Open open, Mark mark, Optional<Failure> failure, boolean retried, int epoch, Instant at) {
    open.mark = mark;
    open.failure = failure;
    open.retried = retried;
    open.epoch = Math.max(open.epoch, epoch);
    open.end = at;
  }

  private Open open(int trial, int attempt) {
    return spans.computeIfAbsent(new Key(trial, attempt), Open::new);
  }

  /**
   * The attempts by start.
   *
   * @param live whether the latest driver may still run
   */
  List<Span> close(Sessions sessions, boolean live) {
    return spans.values().stream()
        .map(open -> close(open, sessions, live))
        .sorted(Comparator.comparing(Span::start).thenComparing(Span::trial))
        .toList();
  }

  private static Span close(Open open, Sessions sessions, boolean live) {
    Instant last = sessions.lastOf(open.epoch);
    Instant end = open.end == null ? last : open.end;
    Instant start = open.start == null ? end : open.start;
    boolean runs = live && sessions.isLatest(open.epoch);
    Mark mark = open.mark == Mark.RUNNING && !runs ? Mark.CUT_OFF : open.mark;
    return new Span(
        open.key.trial(), open.key.attempt(), start, end, mark, open.failure, open.retried);
  }
}
