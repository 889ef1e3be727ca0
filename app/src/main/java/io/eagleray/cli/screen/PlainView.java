package io.eagleray.cli.screen;

import io.eagleray.run.Event;
import io.eagleray.run.RunState;
import java.io.PrintStream;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Shows a run as one plain line for each event. */
public final class PlainView implements RunView {
  private final PrintStream out;
  private final Heading heading;
  private final Symbols symbols;
  private final Closing closing;
  private final PlainLines lines;
  private final Clock clock;
  private @Nullable Progress run;

  /** A view that writes to {@code out}. */
  public PlainView(
      PrintStream out, Heading heading, Symbols symbols, Closing closing, Clock clock) {
    this.out = out;
    this.heading = heading;
    this.symbols = symbols;
    this.closing = closing;
    this.lines = new PlainLines(symbols);
    this.clock = clock;
  }

  @Override
  public synchronized void on(Event event, RunState state) {
    if (run == null) {
      run = Progress.begun(event, state).orElse(null);
      if (run == null) {
        return;
      }
      out.println(heading.line(run, symbols).plain());
    } else {
      run.apply(event);
    }
    lines.line(event, run).ifPresent(text -> out.println(Line.of(text).plain()));
    out.flush();
  }

  @Override
  public synchronized void say(List<Line> lines) {
    lines.forEach(line -> out.println(line.plain()));
    out.flush();
  }

  @Override
  public synchronized void close() {
    if (run != null) {
      say(closing.lines(run, clock.instant()));
      run = null;
    }
  }
}
