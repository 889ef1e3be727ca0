package io.eagleray.model.ray;

import io.eagleray.json.JsonObject;
import io.eagleray.model.Resources;
import io.eagleray.problem.Location;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A Ray config, both shapes of it ({@code ray_cluster…} and {@code ray_runtime}) read into one.
 *
 * @param at where it stands
 * @param folder of the file it stands in: relative paths are looked for there first
 * @param tune the search; without it the function runs once
 * @param train settings of distributed training, as written
 * @param job what makes the node run one command as the Ray job itself
 * @param secrets where functions on a cluster get theirs from
 * @param resources of one trial, or of the one call
 * @param source everything as it was written, after overrides: what a cluster's driver is given
 */
public record RayConfig(
    Location at,
    Path folder,
    Cluster cluster,
    Optional<Tune> tune,
    Optional<JsonObject> train,
    Optional<Job> job,
    Optional<Scaling> scaling,
    SecretSource secrets,
    Resources resources,
    JsonObject source) {
  /**
   * The search, where the native engine runs it: on this machine always, on a cluster where the
   * config says so.
   */
  public Optional<Tune> nativeTune() {
    return tune.filter(search ->
        cluster.address() instanceof Address.Local || search.engine() == Tune.Engine.NATIVE);
  }

  /** The same config with another search. */
  public RayConfig withTune(Tune other) {
    return new RayConfig(
        at, folder, cluster, Optional.of(other), train, job, scaling, secrets, resources, source);
  }
}
