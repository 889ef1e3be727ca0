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
  Optional<Json> checkpoint = Optional.empty();
  int checkpointStep;
  Optional<Failure> wrong = Optional.empty();
  @Nullable RunningTask task;

  LiveTrial(int number, JsonObject config) {
    this.number = number;
    this.config = config;
  }

  /** Begins the next attempt, which goes on from the last checkpoint. */
  TrialStart start(boolean alone) {
    attempt++;
    lastStep = checkpointStep;
    reports = 0;
    enough = false;
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
