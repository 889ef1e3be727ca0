package io.eagleray.model.ray;

import io.eagleray.json.JsonObject;
import io.eagleray.problem.Location;
import java.util.Optional;

/**
 * Where a Ray node runs.
 *
 * @param at where the address stands
 * @param runtimeEnv container, packages and variables of the workers, as written
 */
public record Cluster(
    Address address, Location at, Optional<String> namespace, JsonObject runtimeEnv) {}
