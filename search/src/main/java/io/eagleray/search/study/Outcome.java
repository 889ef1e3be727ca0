package io.eagleray.search.study;

import java.util.List;

/** How a trial ended. */
public sealed interface Outcome {

  /**
   * It ran to its end.
   *
   * @param values its results, one for each objective; NaN and infinities are taken, but never
   *     count as good
   * @param constraints one value for each constraint of the study: 0 or less is feasible, above 0
   *     is by how much the constraint is missed; NaN counts as missed by infinitely much
   */
  record Completed(List<Double> values, List<Double> constraints) implements Outcome {

    public Completed {
      values = List.copyOf(values);
      constraints = List.copyOf(constraints);
    }
  }

  /** It was ended early; its last report counts. Whether it would be feasible is not known. */
  record Stopped() implements Outcome {}

  /** It broke; its configuration counts as bad. */
  record Failed() implements Outcome {}

  /** The end of a trial with one objective and no constraints. */
  static Outcome completed(double value) {
    return completed(List.of(value));
  }

  /** The end of a trial with several objectives and no constraints. */
  static Outcome completed(List<Double> values) {
    return completed(values, List.of());
  }

  /** The end of a trial with constraints. */
  static Outcome completed(List<Double> values, List<Double> constraints) {
    return new Completed(values, constraints);
  }

  static Outcome stopped() {
    return new Stopped();
  }

  static Outcome failed() {
    return new Failed();
  }
}
