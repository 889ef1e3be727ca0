package io.eagleray.engine.ray;

import io.eagleray.json.Json;
import io.eagleray.json.JsonObject;
import io.eagleray.run.Failure;
import io.eagleray.spi.TaskRunner.RunningTask;
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
  double lastValue = Double.NaN;
  boolean enough;
  boolean cutOff;
  Optional<Json> checkpoint = Optional.empty();
  int checkpointStep;
  private double checkpointValue = Double.NaN;
  Optional<Failure> wrong = Optional.empty();
  @Nullable RunningTask task;

  LiveTrial(int number, JsonObject config) {
    this.number = number;
    this.config = config;
  }

  /** Notes a report that counts. */
  void reported(int step, double value, Optional<Json> saved) {
    lastStep = step;
    lastValue = value;
    if (saved.isPresent()) {
      checkpoint = saved;
      checkpointStep = step;
      checkpointValue = value;
    }
  }

  /** Goes back to the last checkpoint: later reports are void. */
  void rewind() {
    lastStep = checkpointStep;
    lastValue = checkpointValue;
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
