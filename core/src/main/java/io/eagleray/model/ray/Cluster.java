package io.eagleray.model.ray;

import io.eagleray.json.JsonObject;
import io.eagleray.problem.Location;
import java.util.Optional;

/**
 * Where a Ray node runs.
 *
 * @param at where the address stands
 * @param namespace of the named actors of the job, and of what its command starts
 * @param runtimeEnv container, packages and variables of the workers, as written
 * @param runtimeEnvAt where they stand
 * @param access how the cluster is reached
 * @param storage a folder or URI that every node of the cluster sees, for checkpoints; empty: each
 *     node's own disk
 */
public record Cluster(
    Address address,
    Location at,
    Optional<String> namespace,
    JsonObject runtimeEnv,
    Location runtimeEnvAt,
    ClusterAccess access,
    Optional<String> storage) {}
