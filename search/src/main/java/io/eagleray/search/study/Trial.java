package io.eagleray.search.study;

import io.eagleray.search.space.Configuration;

/**
 * A configuration to be tried.
 *
 * @param number from 0, in the order of asking
 * @param config what to try
 */
public record Trial(int number, Configuration config) {}
