package io.eagleray.engine.ray;

import io.eagleray.json.Json;
import io.eagleray.json.JsonObject;
import io.eagleray.run.Failure;
import io.eagleray.search.study.Outcome;
import io.eagleray.spi.TaskRunner.RunningTask;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A trial while it runs, over all its attempts. Belongs to its study's thread. */
final class LiveTrial {
  final int number;
  final JsonObject config;
  int attempt;
  int lastStep;
  int reports;
  int failures;
  int lost;
  private double[] lastValues;
  boolean enough;
  boolean cutOff;
  Optional<Json> checkpoint = Optional.empty();
  int checkpointStep;
  private double[] checkpointValues;
  Optional<Failure> wrong = Optional.empty();
  @Nullable RunningTask task;

  /**
   * @param objectives how many values each report has
   */
  LiveTrial(int number, JsonObject config, int objectives) {
    this.number = number;
    this.config = config;
    this.lastValues = new double[objectives];
    Arrays.fill(lastValues, Double.NaN);
    this.checkpointValues = lastValues;
  }

  /** Of its last report that counts; NaN where there is none. */
  double[] lastValues() {
    return lastValues;
  }

  /** The end of a trial that completed, with the values of its last report. */
  Outcome completed() {
    return Outcome.completed(Arrays.stream(lastValues).boxed().toList());
  }

  /** Notes a report that counts. */
  void reported(int step, double[] values, Optional<Json> saved) {
    lastStep = step;
    lastValues = values;
    if (saved.isPresent()) {
      checkpoint = saved;
      checkpointStep = step;
      checkpointValues = values;
    }
  }

  /** Goes back to the last checkpoint: later reports are void. */
  void rewind() {
    lastStep = checkpointStep;
    lastValues = checkpointValues;
  }

  /** Begins the next attempt, which goes on from the last checkpoint. */
  TrialStart start(boolean alone) {
    attempt++;
    rewind();
    reports = 0;
    enough = false;
    cutOff = false;
    wrong = Optional.empty();
    task = null;
    return new TrialStart(number, attempt, config, checkpoint, checkpointStep, alone);
  }

  void cancel() {
    if (task != null) {
      task.cancel();
    }
  }
}
