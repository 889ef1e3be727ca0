package io.eagleray.search.sampler;

import io.eagleray.search.history.History;
import java.util.random.RandomGenerator;

/**
 * What a proposal may depend on.
 *
 * @param history the trials so far, the one asked for not among them
 * @param index the trial's number among those that are sampled: points to evaluate come before them
 *     and do not count
 * @param random draws that depend on the study's seed and the trial's number only
 */
public record Ask(History history, int index, RandomGenerator random) {}
