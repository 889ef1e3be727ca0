package io.eagleray.engine.ray;

import static org.assertj.core.api.Assertions.assertThat;

import io.eagleray.json.JsonObject;
import io.eagleray.run.Event;
import io.eagleray.run.RunEvent;
import io.eagleray.run.StepPath;
import io.eagleray.run.StepStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SpentTimeTest {
  private static final StepPath TUNE = new StepPath("tune");
  private static final StepPath OTHER = new StepPath("other");
  private static final RunEvent TRIAL = new RunEvent.TrialStarted(TUNE, 0, 1, 0);
  private static final RunEvent ANY = new RunEvent.Warned("something");

  /** Of a driver, so many seconds after the first. */
  private static Event at(int epoch, long seconds, RunEvent body) {
    Instant at = Instant.parse("2026-01-01T00:00:00Z").plusSeconds(seconds);
    return new Event("writer-" + epoch, 0, epoch, at, body);
  }

  private static RunEvent started(int attempt) {
    return new RunEvent.StepStarted(TUNE, "ray", attempt, attempt);
  }

  private static RunEvent ended(StepPath path, StepStatus status) {
    return new RunEvent.StepEnded(path, 1, status, Map.of(), List.of(), Optional.empty(), false);
  }

  private static RunEvent phase(String phase) {
    return new RunEvent.PhaseEnded(TUNE, 1, phase, JsonObject.EMPTY);
  }

  private static long seconds(Event... log) {
    Duration spent = SpentTime.of(List.of(log), TUNE);
    return spent.toSeconds();
  }

  @Test
  void nothingIsUsedBeforeTheFirstTrial() {
    assertThat(seconds()).isZero();
    assertThat(
            seconds(
                at(1, 0, started(1)),
                at(1, 50, phase(RayNodeType.FAN_OUT)),
                at(1, 60, new RunEvent.TrialStarted(OTHER, 0, 1, 0)),
                at(1, 70, ANY)))
        .isZero();
  }

  @Test
  void theTimeRunsFromTheFirstTrialToTheLastSignOfLife() {
    assertThat(seconds(at(1, 0, started(1)), at(1, 10, TRIAL), at(1, 25, TRIAL))).isEqualTo(15);
    assertThat(seconds(at(1, 10, TRIAL), at(1, 40, ANY))).isEqualTo(30);
  }

  @Test
  void thePauseBetweenTwoDriversDoesNotCount() {
    assertThat(
            seconds(
                at(1, 10, TRIAL),
                at(1, 25, TRIAL),
                at(2, 1000, ANY),
                at(2, 1100, TRIAL),
                at(2, 1107, TRIAL),
                at(3, 5000, ANY)))
        .isEqualTo(22);
  }

  @Test
  void whatComesAfterTheExecutionDoesNotCount() {
    assertThat(
            seconds(
                at(1, 0, TRIAL),
                at(1, 9, phase(RayNodeType.EXECUTION)),
                at(1, 30, phase(RayNodeType.FAN_IN)),
                at(1, 40, ANY)))
        .isEqualTo(9);
  }

  @Test
  void aCancelledAttemptGoesOnWithWhatIsLeft() {
    assertThat(
            seconds(
                at(1, 0, TRIAL),
                at(1, 8, ended(TUNE, StepStatus.CANCELLED)),
                at(
                    1,
                    20,
                    new RunEvent.RunEnded(io.eagleray.run.RunStatus.CANCELLED, Optional.empty())),
                at(2, 100, started(2)),
                at(2, 101, TRIAL),
                at(2, 103, TRIAL)))
        .isEqualTo(10);
  }

  @Test
  void aFailedAttemptAndARetryBeginANewBudget() {
    assertThat(seconds(at(1, 0, TRIAL), at(1, 8, ended(TUNE, StepStatus.FAILED)))).isZero();
    assertThat(seconds(at(1, 0, TRIAL), at(1, 8, ended(OTHER, StepStatus.FAILED)))).isEqualTo(8);
    assertThat(
            seconds(
                at(1, 0, TRIAL),
                at(1, 8, TRIAL),
                at(2, 50, new RunEvent.StepReset(TUNE, 1)),
                at(2, 51, started(2)),
                at(2, 52, TRIAL),
                at(2, 55, TRIAL)))
        .isEqualTo(3);
  }

  @Test
  void aClockThatIsSetBackTakesNothingAway() {
    assertThat(seconds(at(1, 100, TRIAL), at(1, 110, TRIAL), at(1, 20, TRIAL))).isEqualTo(10);
  }
}
