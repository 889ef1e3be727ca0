package io.eagleray.run;

/**
 * Where a step's outputs were taken from instead of running it.
 *
 * @param run the id of an earlier run, which may be gone by now
 * @param step the path of the step there
 */
public record Origin(String run, String step) {}
