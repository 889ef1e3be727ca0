package io.eagleray.search.forecast;

/**
 * How far a trial can be run.
 *
 * @param min the least step at which a report says anything; at least 1
 * @param max the step at which a trial is complete; at least min
 */
public record Fidelity(long min, long max) {

  public Fidelity {
    if (min < 1 || max < min) {
      throw new InvalidFidelityException(
          "a fidelity needs 1 <= min <= max, got min " + min + " and max " + max);
    }
  }

  /** A step from 0 (the first) to 1 (the last), evenly on a logarithmic scale. */
  double place(long step) {
    return max == 1 ? 1 : Math.log(Math.max(1, step)) / Math.log(max);
  }
}
