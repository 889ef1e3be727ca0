package io.eagleray.run;

import io.eagleray.json.Json;
import io.eagleray.json.JsonObject;
import java.time.Instant;
import java.util.Optional;

/**
 * A trial as it is now.
 *
 * @param number from 0
 * @param attempt the latest one that started; 0 before the first
 * @param lastStep of the attempt's latest report, or of the checkpoint that it goes on from; 0
 *     before
 * @param metrics the latest report's
 * @param reports how many it made, those of dead attempts left out
 * @param checkpoint the latest saved one, of any attempt
 * @param checkpointStep its step, 0 where there is none
 * @param value what the function returned
 */
public record TrialState(
    int number,
    TrialStatus status,
    JsonObject config,
    int attempt,
    int lastStep,
    JsonObject metrics,
    int reports,
    Optional<Json> checkpoint,
    int checkpointStep,
    Json value,
    Optional<Failure> failure,
    Optional<Instant> started,
    Optional<Instant> ended) {}
