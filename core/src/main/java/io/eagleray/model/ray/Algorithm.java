package io.eagleray.model.ray;

import io.eagleray.json.JsonObject;
import io.eagleray.problem.Location;

/**
 * A sampler, scheduler or stopper by name, with its arguments as written.
 *
 * @param name as in Ray Tune ({@code OptunaSearch}, {@code ASHAScheduler}) or natively ({@code
 *     tpe}, {@code asha})
 * @param at where the name stands
 */
public record Algorithm(String name, JsonObject arguments, Location at) {}
