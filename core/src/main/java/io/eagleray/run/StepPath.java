package io.eagleray.run;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A step of a run: its name, preceded by the steps and branches around it, joined by dots ({@code
 * tune}, {@code map.3.train}).
 */
public record StepPath(String text) implements Comparable<StepPath> {
  /** The place of the pipeline's own graph. */
  public static final StepPath ROOT = new StepPath("");

  public StepPath(List<String> names) {
    this(String.join(".", names));
  }

  /** The step or branch of that name inside this one. */
  public StepPath child(String name) {
    return new StepPath(text.isEmpty() ? name : text + "." + name);
  }

  /** The path of the node or branch around this one; {@link #ROOT} where there is none. */
  public StepPath parent() {
    int dot = text.lastIndexOf('.');
    return dot < 0 ? ROOT : new StepPath(text.substring(0, dot));
  }

  /**
   * This path as a file's name, which the same path always has and no other one: with the letters
   * that no file system takes written otherwise, and of one too long for a name the beginning.
   */
  public String fileName() {
    return PathFileName.of(text);
  }

  /** The path of a {@link #fileName}; what stands for it where that has the beginning only. */
  public static StepPath ofFileName(String name) {
    return new StepPath(PathFileName.path(name));
  }

  /** Whether this is the path of a step inside that node. */
  public boolean isInside(StepPath node) {
    return text.startsWith(node.text + ".");
  }

  /** Whether there is a node around this one. */
  public boolean isNested() {
    return text.indexOf('.') >= 0;
  }

  // As a record has them; but a record's own are made at run time, at each start.

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof StepPath path && text.equals(path.text);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  /**
   * Compares the names in the paths one by one; names that are numbers come first, by their value.
   */
  public int compareInWalkOrder(StepPath other) {
    int same = 0;
    int least = Math.min(text.length(), other.text.length());
    while (same < least && text.charAt(same) == other.text.charAt(same)) {
      same++;
    }
    int from = text.lastIndexOf('.', same - 1) + 1;
    String name = text.substring(from, end(text, from));
    String there = other.text.substring(from, end(other.text, from));
    int compared = compareNames(name, there);
    return compared != 0 ? compared : Integer.compare(text.length(), other.text.length());
  }

  private static int end(String text, int from) {
    int dot = text.indexOf('.', from);
    return dot < 0 ? text.length() : dot;
  }

  private static int compareNames(String name, String other) {
    boolean number = isNumber(name);
    if (number != isNumber(other)) {
      return number ? -1 : 1;
    }
    return number && name.length() != other.length()
        ? Integer.compare(name.length(), other.length())
        : name.compareTo(other);
  }

  private static boolean isNumber(String name) {
    for (int i = 0; i < name.length(); i++) {
      if (name.charAt(i) < '0' || name.charAt(i) > '9') {
        return false;
      }
    }
    return !name.isEmpty();
  }

  @Override
  public int compareTo(StepPath other) {
    return text.compareTo(other.text);
  }

  @Override
  public String toString() {
    return text;
  }
}
