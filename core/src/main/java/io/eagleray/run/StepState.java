package io.eagleray.run;

import io.eagleray.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A step as it is now.
 *
 * @param attempt the latest one that started
 * @param failures how many attempts failed, of those since a retry
 * @param phases of the latest attempt of a Ray node: what each finished phase handed over
 * @param outputs the parameters that the latest attempt set
 * @param started when the first attempt started, of those since a retry
 * @param idle how long, from the start to the end or until now, nobody drove the run
 * @param origin where they were taken from, where nothing ran
 */
public record StepState(
    StepPath path,
    String type,
    StepStatus status,
    int attempt,
    int failures,
    long order,
    Map<String, Value> outputs,
    List<CatalogEntry> files,
    Optional<Failure> failure,
    Map<String, JsonObject> phases,
    Optional<Instant> started,
    Optional<Instant> ended,
    Duration idle,
    Optional<Origin> origin) {

  /**
   * From the start to the end without the time in which nobody drove the run; empty before the end.
   */
  public Optional<Duration> time() {
    return started
        .filter(begin -> status.isEnded())
        .flatMap(begin -> ended.map(end -> Duration.between(begin, end).minus(idle)));
  }
}
