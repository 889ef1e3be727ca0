package io.eagleray.run;

import java.util.List;

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

  @Override
  public int compareTo(StepPath other) {
    return text.compareTo(other.text);
  }

  @Override
  public String toString() {
    return text;
  }
}
