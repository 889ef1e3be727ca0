package io.eagleray.search.study;

import java.util.List;

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

  /**
   * The losses of what a trial came to, one for each objective.
   *
   * @throws UnexpectedEventException if it gives more or fewer values than there are objectives
   */
  static double[] losses(List<Objective> objectives, int trial, double[] values) {
    if (values.length != objectives.size()) {
      throw new UnexpectedEventException(
          String.format(
              "trial %d gives %d values, but the study has %d objectives: %s",
              trial,
              values.length,
              objectives.size(),
              objectives.stream().map(Objective::name).toList()));
    }
    double[] losses = new double[values.length];
    for (int m = 0; m < losses.length; m++) {
      losses[m] = objectives.get(m).direction().loss(values[m]);
    }
    return losses;
  }
}
