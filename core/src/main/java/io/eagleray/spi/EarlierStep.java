package io.eagleray.spi;

import io.eagleray.run.RunEvent;
import java.time.Instant;

/**
 * A success that a run store kept under a key.
 *
 * @param runId whose it is
 * @param at when the step ended
 * @param end what it gave
 */
public record EarlierStep(String runId, Instant at, RunEvent.StepEnded end) {}
