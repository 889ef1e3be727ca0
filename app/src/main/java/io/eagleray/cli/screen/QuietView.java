package io.eagleray.cli.screen;

import io.eagleray.run.Event;
import io.eagleray.run.RunEvent;
import io.eagleray.run.RunState;
import java.io.PrintStream;
import java.util.List;

/**
 * Shows nothing of a run while it goes well.
 *
 * <p>Where the outcome is printed as a document, warnings and failures still belong on standard
 * error; with {@code -q} only failures do.
 */
public final class QuietView implements RunView {
  private final PrintStream errors;
  private final boolean warnings;

  /** A view that writes what went wrong to {@code errors}. */
  public QuietView(PrintStream errors, boolean warnings) {
    this.errors = errors;
    this.warnings = warnings;
  }

  @Override
  public synchronized void on(Event event, RunState state) {
    switch (event.body()) {
      case RunEvent.Warned body when warnings -> tell(Facts.warning(body.message()));
      case RunEvent.StepEnded body when body.failure().isPresent() && !body.willRetry() ->
          tell(
              body.path()
                  + ": "
                  + Facts.failure(body.attempt(), body.failure().get())
                  + body.failure().get().at().map(at -> " (" + at + ")").orElse(""));
      default -> {}
    }
  }

  private void tell(String text) {
    errors.println(Line.of(text).plain());
  }

  @Override
  public synchronized void say(List<Line> lines) {
    lines.forEach(line -> errors.println(line.plain()));
  }

  @Override
  public void close() {}
}
