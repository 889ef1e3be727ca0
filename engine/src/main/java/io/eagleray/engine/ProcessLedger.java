package io.eagleray.engine;

import io.eagleray.engine.walk.RunJournal;
import io.eagleray.run.RunEvent;
import io.eagleray.spi.RunnerContext.ProcessListener;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Writes into the run's log which processes live. What starts before the run has a log, to check
 * the pipeline, is written when it has one. Thread-safe.
 */
final class ProcessLedger implements ProcessListener {
  private final List<RunEvent.ProcessStarted> early = new ArrayList<>();
  private Optional<RunJournal> journal = Optional.empty();

  /** The run has a log now. */
  synchronized void attach(RunJournal log) {
    journal = Optional.of(log);
    log.append(List.copyOf(early));
    early.clear();
  }

  /** The log is closed; processes that end now are ours no longer. */
  synchronized void detach() {
    journal = Optional.empty();
  }

  @Override
  public synchronized void started(long pid, Instant started, String what) {
    RunEvent.ProcessStarted event = new RunEvent.ProcessStarted(pid, started, what);
    journal.ifPresentOrElse(log -> log.append(event), () -> early.add(event));
  }

  @Override
  public synchronized void ended(long pid, Instant started) {
    early.removeIf(event -> event.pid() == pid && event.started().equals(started));
    journal.ifPresent(log -> log.defer(new RunEvent.ProcessEnded(pid, started)));
  }
}
