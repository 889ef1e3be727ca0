package io.eagleray.search.study;

import io.eagleray.search.space.Configuration;

/**
 * The best of a study's trials.
 *
 * @param number the trial's number
 * @param config its configuration
 * @param value its value, in the study's own direction
 * @param step the last step it reported; 0 if it reported none
 */
public record BestTrial(int number, Configuration config, double value, long step) {}
