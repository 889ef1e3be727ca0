package io.eagleray.search.cma;

/**
 * How a run begins.
 *
 * @param size the trials of a generation
 * @param step the first step size, as a share of the unit interval
 * @param isLarge whether its generation is one of those that double
 */
record Launch(int size, double step, boolean isLarge) {}
