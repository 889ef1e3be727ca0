package io.eagleray.cli.screen;

/** The size of a terminal, in characters. */
public record Size(int columns, int rows) {
  /** Where nothing else is known. */
  public static final Size USUAL = new Size(80, 24);

  public Size {
    columns = Math.max(20, columns);
    rows = Math.max(4, rows);
  }
}
