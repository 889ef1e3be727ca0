package io.eagleray.engine.ray;

/** Why a search ends, or that it does not. */
enum StudyEnding {
  NOT_YET("all trials"),
  TIME_IS_UP("time budget"),
  ENOUGH("stopper"),
  TOO_MANY_FAILED("too many failed"),
  CANCELLED("cancelled");

  private final String word;

  StudyEnding(String word) {
    this.word = word;
  }

  /** What a search tells of its end. */
  String word() {
    return word;
  }

  /** Whether trials that run or wait have had their share, and need not go on. */
  boolean closesTrials() {
    return this == TIME_IS_UP || this == ENOUGH;
  }
}
