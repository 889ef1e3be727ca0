package io.eagleray.cli.screen;

import java.io.PrintStream;
import java.util.List;

/**
 * A few lines at the end of a terminal's output that are drawn again in place, with ECMA-48 codes.
 * The cursor is hidden from the first drawing until {@link #close}. Not thread-safe.
 */
public final class Canvas implements AutoCloseable {
  private static final String HIDE = "\u001b[?25l";
  private static final String SHOW = "\u001b[?25h";
  private static final String CLEAR_LINE = "\u001b[K";
  private static final String CLEAR_BELOW = "\u001b[J";

  private final PrintStream out;
  private final boolean colour;
  private final String more;
  private List<Line> drawn = List.of();
  private int lastColumns = Size.USUAL.columns();
  private boolean hidden;

  /**
   * A canvas without lines.
   *
   * @param more the end of a line that was cut
   */
  public Canvas(PrintStream out, boolean colour, String more) {
    this.out = out;
    this.colour = colour;
    this.more = more;
  }

  /** Puts these lines in the place of those that were drawn before. */
  public void draw(List<Line> lines, Size size) {
    print(List.of(), lines, size);
  }

  /** Prints lines that stay, above those that are drawn. */
  public void above(List<Line> lines, Size size) {
    print(lines, drawn, size);
  }

  /** Prints lines that stay below what is drawn, which stays too; none of them is cut. */
  public void below(List<Line> lines) {
    drawn = List.of();
    lines.forEach(line -> out.println(line.render(Integer.MAX_VALUE, colour, "")));
    out.flush();
  }

  // One write for a whole picture, so that no half of one is seen.
  private void print(List<Line> stay, List<Line> lines, Size size) {
    StringBuilder text = new StringBuilder();
    if (!hidden) {
      text.append(HIDE);
      hidden = true;
    }
    int up = rows(size);
    text.append('\r');
    if (up > 0) {
      text.append("\u001b[").append(up).append('A');
    }
    stay.forEach(
        line -> text.append(line.render(Integer.MAX_VALUE, colour, "")).append(CLEAR_LINE + "\n"));
    // A line of full width would leave the cursor in a state that terminals do not agree on.
    lines.forEach(line ->
        text.append(line.render(size.columns() - 1, colour, more)).append(CLEAR_LINE + "\n"));
    text.append(CLEAR_BELOW);
    out.print(text);
    out.flush();
    drawn = List.copyOf(lines);
  }

  // How many rows the drawn lines take now: a terminal that became narrower has broken them.
  private int rows(Size size) {
    int rows = 0;
    for (Line line : drawn) {
      int width = Math.min(line.width(), lastColumns - 1);
      rows += Math.max(1, (width + size.columns() - 1) / size.columns());
    }
    lastColumns = size.columns();
    return rows;
  }

  /** Shows the cursor again; what was drawn stays. */
  @Override
  public void close() {
    if (hidden) {
      out.print(SHOW);
      out.flush();
      hidden = false;
      drawn = List.of();
    }
  }
}
