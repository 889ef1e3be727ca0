package io.eagleray.search.study;

/** How a trial ended. */
public sealed interface Outcome {

  /**
   * It ran to its end.
   *
   * @param value its result; NaN and infinities are taken, but never count as good
   */
  record Completed(double value) implements Outcome {}

  /** It was ended early; its last report counts. */
  record Stopped() implements Outcome {}

  /** It broke; its configuration counts as bad. */
  record Failed() implements Outcome {}

  static Outcome completed(double value) {
    return new Completed(value);
  }

  static Outcome stopped() {
    return new Stopped();
  }

  static Outcome failed() {
    return new Failed();
  }
}
