package io.eagleray.search.study;

/**
 * One thing that a study searches for.
 *
 * @param name of the metric; not blank, unique in its study
 * @param direction which values are better
 */
public record Objective(String name, Direction direction) {

  public Objective {
    if (name.isBlank()) {
      throw new InvalidStudyException(
          "an objective's name must not be blank, got \"" + name + "\"");
    }
  }

  /** An objective whose smaller values are better. */
  public static Objective minimize(String name) {
    return new Objective(name, Direction.MINIMIZE);
  }

  /** An objective whose larger values are better. */
  public static Objective maximize(String name) {
    return new Objective(name, Direction.MAXIMIZE);
  }
}
