package io.eagleray.cli.document;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Cells in columns. */
public final class TextTable {
  private static final String GAP = "   ";

  private final List<List<String>> rows = new ArrayList<>();

  /** A table with a heading. */
  public TextTable(String... heading) {
    rows.add(List.of(heading));
  }

  /** Adds a row, with as many cells as the heading has. */
  public void add(String... cells) {
    if (cells.length != rows.getFirst().size()) {
      throw new IllegalArgumentException(
          "a row must have " + rows.getFirst().size() + " cells, not " + cells.length);
    }
    rows.add(Stream.of(cells).map(cell -> cell.replaceAll("\\p{Cc}+", " ")).toList());
  }

  /** The heading, and a line for each row. */
  public List<String> lines() {
    int columns = rows.getFirst().size();
    int[] widths = new int[columns];
    for (List<String> row : rows) {
      for (int i = 0; i < columns; i++) {
        widths[i] = Math.max(widths[i], row.get(i).length());
      }
    }
    return rows.stream().map(row -> line(row, widths)).toList();
  }

  private static String line(List<String> row, int[] widths) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < row.size(); i++) {
      line.append(row.get(i));
      if (i < row.size() - 1) {
        line.append(" ".repeat(widths[i] - row.get(i).length())).append(GAP);
      }
    }
    return line.toString().stripTrailing();
  }
}
