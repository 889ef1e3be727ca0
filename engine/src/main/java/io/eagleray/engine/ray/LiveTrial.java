package io.eagleray.engine.ray;

import io.eagleray.json.Json;
import io.eagleray.json.JsonNull;
import io.eagleray.json.JsonObject;
import io.eagleray.run.Failure;
import io.eagleray.run.RunEvent;
import io.eagleray.run.StepPath;
import io.eagleray.run.TrialStatus;
import io.eagleray.search.study.Outcome;
import io.eagleray.spi.TaskRunner.RunningTask;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A trial while it runs, over all its attempts. Belongs to its study's thread. */
final class LiveTrial {
  final int number;
  JsonObject config;
  int attempt;
  int lastStep;
  int reports;
  int failures;
  int lost;
  private double[] lastValues;

  /** Up to this step the study knows its reports, whatever checkpoint it goes on from. */
  int settledStep;

  /** What its present attempt has come to; it still has to end. */
  Fate fate = Fate.OWN_END;

  boolean enough;
  boolean cutOff;
  Optional<Json> checkpoint = Optional.empty();
  int checkpointStep;
  private double[] checkpointValues;
  private JsonObject checkpointMetrics = JsonObject.EMPTY;
  Optional<Failure> wrong = Optional.empty();
  @Nullable RunningTask task;

  /** How an attempt goes on when its function has heard of it. */
  enum Fate {
    /** It ends as the function does. */
    OWN_END,
    /** It is paused. */
    PAUSE,
    /** It ends, and the next one goes on from another trial's checkpoint. */
    TAKE_OVER
  }

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
  void reported(int step, JsonObject metrics, double[] values, Optional<Json> saved) {
    lastStep = step;
    lastValues = values;
    if (saved.isPresent()) {
      checkpoint = saved;
      checkpointStep = step;
      checkpointValues = values;
      checkpointMetrics = metrics;
    }
  }

  /** Goes back to the last checkpoint: later reports are void. */
  private void rewind() {
    lastStep = checkpointStep;
    lastValues = checkpointValues;
  }

  /** The step from which its next attempt is news to the study. */
  int knownStep() {
    return Math.max(checkpointStep, settledStep);
  }

  /** Its present attempt ends here, and nothing that it has reported will be void. */
  void pause() {
    fate = Fate.PAUSE;
    settledStep = lastStep;
  }

  /** What is told of its present attempt's end by its scheduler. */
  RunEvent.TrialEnded ended(StepPath path, TrialStatus status) {
    return new RunEvent.TrialEnded(
        path, number, attempt, status, JsonNull.NULL, Optional.empty(), false);
  }

  /** From the next attempt on it goes on where another trial's checkpoint was saved. */
  RunEvent.TrialTookOver takeOver(StepPath path, LiveTrial source, JsonObject changed) {
    RunEvent.TrialTookOver event =
        new RunEvent.TrialTookOver(
            path,
            number,
            source.number,
            changed,
            source.checkpointStep,
            source.checkpointMetrics,
            source.checkpoint);
    takeOver(event, source.checkpointValues);
    return event;
  }

  /**
   * The same, as the log has it.
   *
   * @param values of the checkpoint's report
   */
  void takeOver(RunEvent.TrialTookOver event, double[] values) {
    config = event.config();
    checkpoint = event.checkpoint();
    checkpointStep = event.step();
    checkpointMetrics = event.metrics();
    checkpointValues = values;
    settledStep = 0;
    fate = Fate.TAKE_OVER;
  }

  /** An attempt began, as the log says. */
  void began(int recorded) {
    attempt = recorded;
    fate = Fate.OWN_END;
    rewind();
  }

  /** Begins the next attempt, which goes on from the last checkpoint. */
  TrialStart start(boolean alone) {
    began(attempt + 1);
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
