package io.eagleray.problem;

/**
 * A place in a file that a user wrote.
 *
 * @param file the file as the user named it, or a word such as {@code command line}
 * @param line from 1; 0 where the whole file is meant
 * @param column from 1; 0 where the whole line or file is meant
 */
public record Location(String file, int line, int column) implements Comparable<Location> {
  public Location {
    if (line < 0 || column < 0) {
      throw new IllegalArgumentException("a place must not be negative: " + line + ":" + column);
    }
  }

  /** The whole of a file. */
  public static Location of(String file) {
    return new Location(file, 0, 0);
  }

  @Override
  public int compareTo(Location other) {
    int byFile = file.compareTo(other.file);
    int byLine = byFile != 0 ? byFile : Integer.compare(line, other.line);
    return byLine != 0 ? byLine : Integer.compare(column, other.column);
  }

  @Override
  public String toString() {
    String text = line == 0 ? file : file + ":" + line;
    return column == 0 ? text : text + ":" + column;
  }
}
