package io.eagleray.run;

import java.util.List;

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

  @Override
  public int compareTo(StepPath other) {
    return text.compareTo(other.text);
  }

  @Override
  public String toString() {
    return text;
  }
}
