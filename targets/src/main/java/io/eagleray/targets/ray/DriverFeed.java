package io.eagleray.targets.ray;

import io.eagleray.json.JsonObject;
import io.eagleray.run.EventCodec;
import io.eagleray.run.RunEvent;
import io.eagleray.spi.NodeWalking;
import io.eagleray.targets.ray.driver.DriverLine;
import io.eagleray.targets.ray.driver.DriverLineException;
import io.eagleray.targets.ray.driver.DriverLines;
import io.eagleray.targets.ray.driver.ObjectParts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;

/**
 * Takes a job's log in, line by line: what the driver tells of trials goes into the run's log, the
 * rest into the step's.
 *
 * <p>A job's log is told from its start to whoever attaches to it, and its order never changes. So
 * the events that the run's log has of this submission are its first ones, and are passed over by
 * their number. Belongs to one thread.
 */
final class DriverFeed implements AutoCloseable {
  private final DriverLines lines;
  private final NodeWalking walking;
  private final StepLog log;
  private final SubmitterCatalog submitter;
  private final ObjectParts objects;
  private long known;
  private long nextLine;
  private boolean blank;
  private Optional<DriverLineException> cutOff = Optional.empty();
  private Optional<DriverLine.Ending> ending = Optional.empty();

  /**
   * @param submitter the catalog of the process that submitted the job
   * @param known how many events of this submission the run's log has
   */
  DriverFeed(
      DriverLines lines, NodeWalking walking, StepLog log, SubmitterCatalog submitter, long known) {
    this.lines = lines;
    this.walking = walking;
    this.log = log;
    this.submitter = submitter;
    this.objects = new ObjectParts(walking.catalog()::store);
    this.known = known;
  }

  /**
   * Takes the next line of the job's log. A driver that is killed may leave a line that is cut off:
   * its last one, and no fault of the log.
   *
   * @throws DriverLineException if a line of the driver cannot be read
   */
  void line(String text) {
    Optional<DriverLine> line;
    try {
      line = lines.read(text);
    } catch (DriverLineException e) {
      if (!e.isCutOff()) {
        throw e;
      }
      cutOff = Optional.of(e);
      return;
    }
    if (line.isEmpty()) {
      userLine(text);
      return;
    }
    if (cutOff.isPresent()) {
      throw cutOff.get();
    }
    blank = false; // The driver begins its lines with a line's end, in case another has none yet.
    if (line.get().number() >= nextLine) {
      nextLine = line.get().number() + 1;
      take(line.get());
    }
  }

  private void userLine(String text) {
    if (blank) {
      print("");
    }
    blank = text.isEmpty();
    if (!blank) {
      print(text);
    }
  }

  private void print(String text) {
    try {
      log.line(text);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write to the step's log", e);
    }
  }

  private void take(DriverLine line) {
    switch (line) {
      case DriverLine.Hello hello -> {
        if (hello.shared()) {
          submitter.outOfSight().ifPresent(walking::warnOnce);
        }
      }
      case DriverLine.Events events -> append(events.events());
      case DriverLine.ObjectPart part -> objects.take(part);
      case DriverLine.Note note -> {
        print(note.text());
        walking.warnOnce(note.text());
      }
      case DriverLine.End end -> {
        ending = Optional.of(end.ending());
        if (end.ending() instanceof DriverLine.Ending.Done done) {
          submitter.bring(new JsonObject(done.values()));
        }
      }
    }
  }

  private void append(List<RunEvent.OfTrial> events) {
    int passedOver = (int) Math.min(known, events.size());
    known -= passedOver;
    List<RunEvent> fresh = List.copyOf(events.subList(passedOver, events.size()));
    if (!fresh.isEmpty()) {
      fresh.forEach(event -> submitter.bring(EventCodec.body(event)));
      walking.append(fresh);
    }
  }

  /** What the driver said at its end; empty before. */
  Optional<DriverLine.Ending> ending() {
    return ending;
  }

  @Override
  public void close() {
    objects.close();
  }
}
