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

  private static final String UNFIT = "/\\:*?\"<>|%";

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
   * This path as a file's name: what no file system takes in a name is written as {@code %} and two
   * hex digits.
   */
  public String fileName() {
    StringBuilder name = new StringBuilder();
    for (char letter : text.toCharArray()) {
      if (UNFIT.indexOf(letter) >= 0 || Character.isISOControl(letter)) {
        name.append(String.format("%%%02x", (int) letter));
      } else {
        name.append(letter);
      }
    }
    return name.toString();
  }

  /** The path of a {@link #fileName}. */
  public static StepPath ofFileName(String name) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < name.length(); i++) {
      if (name.charAt(i) == '%' && i + 2 < name.length()) {
        text.append((char) Integer.parseInt(name, i + 1, i + 3, 16));
        i += 2;
      } else {
        text.append(name.charAt(i));
      }
    }
    return new StepPath(text.toString());
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

  /** Compares the names in the paths one by one; names that are numbers by their value. */
  public int compareInWalkOrder(StepPath other) {
    int here = 0;
    int there = 0;
    while (here <= text.length() && there <= other.text.length()) {
      int hereEnd = end(text, here);
      int thereEnd = end(other.text, there);
      int compared =
          compareNames(text.substring(here, hereEnd), other.text.substring(there, thereEnd));
      if (compared != 0) {
        return compared;
      }
      here = hereEnd + 1;
      there = thereEnd + 1;
    }
    return Integer.compare(text.length() - here, other.text.length() - there);
  }

  private static int end(String text, int from) {
    int dot = text.indexOf('.', from);
    return dot < 0 ? text.length() : dot;
  }

  private static int compareNames(String name, String other) {
    boolean numbers = isNumber(name) && isNumber(other) && name.length() != other.length();
    return numbers ? Integer.compare(name.length(), other.length()) : name.compareTo(other);
  }

  private static boolean isNumber(String name) {
    return !name.isEmpty() && name.chars().allMatch(letter -> letter >= '0' && letter <= '9');
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
