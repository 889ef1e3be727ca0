package io.eagleray.cli.screen;

import io.eagleray.run.Event;
import io.eagleray.run.RunEvent;
import io.eagleray.run.RunState;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Shows a run on a terminal, drawn again ten times a second at most. */
public final class LiveView implements RunView {
  private static final long TURN_MILLIS = 100;

  private final Canvas canvas;
  private final Heading heading;
  private final Symbols symbols;
  private final Closing closing;
  private final LiveScreen screen;
  private final Supplier<Size> size;
  private final Clock clock;
  private final ScheduledExecutorService turns =
      Executors.newSingleThreadScheduledExecutor(
          work -> Thread.ofPlatform().daemon().name("screen").unstarted(work));
  private final List<Line> pending = new ArrayList<>();
  private @Nullable Progress run;
  private boolean closed;

  /** A view that draws on {@code canvas}; it closes the canvas. */
  public LiveView(
      Canvas canvas,
      Heading heading,
      Symbols symbols,
      Closing closing,
      Supplier<Size> size,
      Clock clock) {
    this.canvas = canvas;
    this.heading = heading;
    this.symbols = symbols;
    this.closing = closing;
    this.screen = new LiveScreen(symbols);
    this.size = size;
    this.clock = clock;
  }

  @Override
  public synchronized void on(Event event, RunState state) {
    if (closed) {
      return;
    }
    if (run == null) {
      run = Progress.begun(event, state).orElse(null);
      if (run == null) {
        return;
      }
      pending.add(heading.line(run, symbols));
      pending.add(Line.EMPTY);
      turns.scheduleAtFixedRate(this::draw, 0, TURN_MILLIS, TimeUnit.MILLISECONDS);
    } else {
      run.apply(event);
    }
    if (event.body() instanceof RunEvent.Warned warned) {
      pending.add(Line.EMPTY.add(Facts.warning(warned.message()), Style.WARN));
    }
  }

  @Override
  public synchronized void say(List<Line> lines) {
    if (closed) {
      canvas.below(lines); // the cursor stays as it is
    } else if (run == null) {
      canvas.above(lines, size.get());
    } else {
      pending.addAll(lines);
    }
  }

  private synchronized void draw() {
    if (run == null || closed) {
      return;
    }
    Size now = size.get();
    flush(now);
    canvas.draw(screen.lines(run, clock.instant(), now.rows() - 2), now);
  }

  private void flush(Size now) {
    if (!pending.isEmpty()) {
      canvas.above(pending, now);
      pending.clear();
    }
  }

  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    turns.shutdownNow();
    if (run != null) {
      draw();
      List<Line> end = closing.lines(run, clock.instant());
      if (!end.isEmpty()) {
        canvas.below(List.of(Line.EMPTY));
        canvas.below(end);
      }
    }
    closed = true;
    canvas.close();
  }
}
