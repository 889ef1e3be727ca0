package io.eagleray.cli.past;

import io.eagleray.cli.screen.Line;
import io.eagleray.cli.screen.RunView;
import io.eagleray.cli.screen.Style;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Shows what tasks print, as it comes to their logs. */
public final class TaskOutput implements AutoCloseable {
  private static final long TURN_MILLIS = 200;

  private final Parts parts;
  private final RunView view;
  private final LogTail tail = new LogTail();
  private @Nullable ScheduledExecutorService turns;
  private @Nullable LogFiles files;

  public TaskOutput(Parts parts, RunView view) {
    this.parts = parts;
    this.view = view;
  }

  /** Begins with what the logs do not hold yet. */
  public synchronized void start(String runId) {
    LogFiles logs = new LogFiles(parts.files(runId).logs());
    tail.skip(logs.all());
    files = logs;
    turns =
        Executors.newSingleThreadScheduledExecutor(
            work -> Thread.ofPlatform().daemon().name("output").unstarted(work));
    turns.scheduleWithFixedDelay(this::turn, TURN_MILLIS, TURN_MILLIS, TimeUnit.MILLISECONDS);
  }

  private synchronized void turn() {
    if (files == null) {
      return;
    }
    List<Line> lines = new ArrayList<>();
    tail.read(files.all(), line -> lines.add(shown(line)));
    if (!lines.isEmpty()) {
      view.say(lines);
    }
  }

  private static Line shown(LogTail.Labelled line) {
    return Line.EMPTY.add(line.label() + " | ", Style.DIM).add(line.line());
  }

  private synchronized void rest() {
    if (files != null) {
      tail.readToEnd(files.all(), line -> view.say(List.of(shown(line))));
    }
  }

  /** Shows the rest. */
  @Override
  public void close() {
    ScheduledExecutorService running;
    synchronized (this) {
      running = turns;
      turns = null;
    }
    if (running != null) {
      running.shutdownNow();
      rest();
    }
  }
}
