package io.eagleray.run;

import java.time.Instant;

/**
 * One entry of a run's log.
 *
 * <p>Folding any interleaving that keeps each writer's order gives the same state.
 *
 * @param writer who wrote it: unique for each process that appends to a run
 * @param sequence from 0, without gaps, for each writer
 * @param epoch of the run's driver under which it was written; grows with each resume
 * @param at when
 */
public record Event(String writer, long sequence, int epoch, Instant at, RunEvent body) {}
