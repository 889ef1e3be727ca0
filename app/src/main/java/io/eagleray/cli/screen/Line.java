package io.eagleray.cli.screen;

import java.util.ArrayList;
import java.util.List;

/** One line of styled text, immutable. Control characters in it are shown as a space. */
public record Line(List<Span> spans) {
  /** The empty line. */
  public static final Line EMPTY = new Line(List.of());

  /** A piece of text in one style. */
  public record Span(String text, Style style) {
    public Span {
      text = printable(text);
    }

    // A user's error message may hold anything; on a terminal it must not move the cursor.
    private static String printable(String text) {
      for (int i = 0; i < text.length(); i++) {
        if (Character.isISOControl(text.charAt(i))) {
          return text.replaceAll("\\p{Cc}+", " ");
        }
      }
      return text;
    }
  }

  public Line {
    spans = List.copyOf(spans);
  }

  public static Line of(String text) {
    return EMPTY.add(text);
  }

  public Line add(String text) {
    return add(text, Style.PLAIN);
  }

  public Line add(String text, Style style) {
    List<Span> more = new ArrayList<>(spans);
    more.add(new Span(text, style));
    return new Line(more);
  }

  public Line add(Line other) {
    List<Span> more = new ArrayList<>(spans);
    more.addAll(other.spans);
    return new Line(more);
  }

  /** Spaces up to a column; at least one where the line is already that long. */
  public Line to(int column) {
    return add(" ".repeat(Math.max(isEmpty() ? 0 : 1, column - width())));
  }

  public boolean isEmpty() {
    return spans.isEmpty();
  }

  /** In columns of a terminal. */
  public int width() {
    return spans.stream().mapToInt(span -> Columns.of(span.text())).sum();
  }

  /** The text alone. */
  public String plain() {
    StringBuilder text = new StringBuilder();
    spans.forEach(span -> text.append(span.text()));
    return text.toString().stripTrailing();
  }

  /**
   * The text as a terminal takes it, cut to a width.
   *
   * @param more what stands at the end of a line that was cut
   */
  public String render(int columns, boolean colour, String more) {
    boolean cut = width() > columns;
    int left = cut ? Math.max(0, columns - Columns.of(more)) : columns;
    StringBuilder text = new StringBuilder();
    for (Span span : spans) {
      String part = Columns.clip(span.text(), left);
      left -= Columns.of(part);
      text.append(colour ? span.style().paint(part) : part);
      if (part.length() < span.text().length()) {
        break;
      }
    }
    return cut ? text + more : text.toString();
  }
}
