package io.eagleray.report;

import io.eagleray.run.Failure;
import java.time.Instant;
import java.util.Optional;

/**
 * One attempt in time.
 *
 * @param trial its number; 0 for an attempt of a step
 * @param attempt from 1
 * @param start when it began
 * @param end when it ended, or up to when it is known to have run
 * @param failure why it failed
 * @param retried whether another attempt followed by itself
 */
record Span(
    int trial,
    int attempt,
    Instant start,
    Instant end,
    Mark mark,
    Optional<Failure> failure,
    boolean retried) {}
