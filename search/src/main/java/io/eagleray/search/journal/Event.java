package io.eagleray.search.journal;

import io.eagleray.search.space.Configuration;
import io.eagleray.search.study.Outcome;
import java.util.List;

/** What a journal records, in the order in which it happened. */
sealed interface Event {

  /** The next trial began; its number is how many there were before it. */
  record Asked(Configuration config) implements Event {}

  /** A running trial reported, in the study's own directions. */
  record Reported(int trial, long step, List<Double> values) implements Event {}

  /** A trial ended. */
  record Told(int trial, Outcome outcome) implements Event {}

  /** A running trial began again from the checkpoint of a step. */
  record Restarted(int trial, long fromStep) implements Event {}

  /** A paused trial went on. */
  record Resumed(int trial) implements Event {}
}
