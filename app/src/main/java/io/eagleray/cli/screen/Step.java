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
 * @param idle how long nobody drove the run, from the start to the end or until the driver began
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
    Duration idle,
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
        Duration.ZERO,
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
        state.idle(),
        state.origin(),
        study);
  }

  /** Whether it is inside another step. */
  public boolean isNested() {
    return path.indexOf('.') >= 0;
  }

  /** The study of a Ray node that searches; empty where it makes one call or runs one command. */
  public Optional<Study> search() {
    return study.filter(Study::isSearch);
  }

  /** How long it has run, or ran; the time in which nobody drove the run is left out. */
  public Duration time(Instant now) {
    return started
        .map(begin ->
            Duration.between(begin, status.isEnded() ? ended.orElse(now) : now).minus(idle))
        .orElse(Duration.ZERO);
  }
}
