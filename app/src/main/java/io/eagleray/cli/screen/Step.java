package io.eagleray.cli.screen;

import io.eagleray.run.Failure;
import io.eagleray.run.Origin;
import io.eagleray.run.StepState;
import io.eagleray.run.StepStatus;
import io.eagleray.run.Value;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * A step as a screen shows it.
 *
 * @param attempt the latest one; 0 before the first
 * @param outputs the parameters that it set
 * @param origin the earlier run that they were taken from, where nothing ran
 * @param study of a Ray node, with trials or not
 */
public record Step(
    String path,
    String type,
    StepStatus status,
    int attempt,
    Map<String, Value> outputs,
    Optional<Failure> failure,
    Optional<Instant> started,
    Optional<Instant> ended,
    Optional<Origin> origin,
    Optional<Study> study) {

  static Step waiting(String path) {
    return new Step(
        path,
        "",
        StepStatus.WAITING,
        0,
        Map.of(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  static Step of(StepState state, Optional<Study> study) {
    return new Step(
        state.path().text(),
        state.type(),
        state.status(),
        state.attempt(),
        state.outputs(),
        state.failure(),
        state.started(),
        state.ended(),
        state.origin(),
        study);
  }

  /** The same without the time before a driver began, where the step goes on with that one. */
  Step notBefore(Optional<Instant> driver) {
    boolean goesOn =
        status == StepStatus.RUNNING
            && started.isPresent()
            && driver.filter(started.get()::isBefore).isPresent();
    return goesOn
        ? new Step(path, type, status, attempt, outputs, failure, driver, ended, origin, study)
        : this;
  }

  /** Whether it is inside another step. */
  public boolean isNested() {
    return path.indexOf('.') >= 0;
  }

  /** The study of a Ray node that searches; empty where it makes one call or runs one command. */
  public Optional<Study> search() {
    return study.filter(Study::isSearch);
  }

  /** How long it has run, or ran. */
  public Duration time(Instant now) {
    return started
        .map(begin -> Duration.between(begin, status.isEnded() ? ended.orElse(now) : now))
        .orElse(Duration.ZERO);
  }
}
