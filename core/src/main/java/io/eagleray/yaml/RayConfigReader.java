package io.eagleray.yaml;

import io.eagleray.json.JsonObject;
import io.eagleray.model.Resources;
import io.eagleray.model.ray.Job;
import io.eagleray.model.ray.RayConfig;
import io.eagleray.model.ray.Scaling;
import io.eagleray.model.ray.SecretSource;
import io.eagleray.model.ray.Tune;
import io.eagleray.spi.AlgorithmNames;
import io.eagleray.spi.MappingReader;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;

/** Reads a Ray config, of either shape: {@code ray_cluster…} and {@code ray_runtime}. */
final class RayConfigReader {
  private static final double DEFAULT_UTILIZATION = 0.8;

  private final AlgorithmNames algorithms;
  private final Path folder;

  /**
   * @param folder of the file that is read
   */
  RayConfigReader(AlgorithmNames algorithms, Path folder) {
    this.algorithms = algorithms;
    this.folder = folder;
  }

  /** Reads what can be read; what is wrong is told to the problems. */
  RayConfig read(YamlMapping top) {
    Optional<MappingReader> runtime = top.mapping("ray_runtime");
    Optional<Tune> tune = top.child("ray_tune").map(new TuneReader(algorithms)::read);
    Optional<JsonObject> train = top.mapping("ray_train").map(MappingReader::json);
    Optional<Job> job =
        top.mapping("ray_job").map(section -> JobReader.read(section, top.keyAt("ray_job")));
    top.mapping("ray_data").ifPresent(MappingReader::json);
    if (tune.isPresent() && job.isPresent()) {
      top.problems()
          .error(
              job.get().at(),
              "a Ray node searches (ray_tune) or runs one command (ray_job), not both");
    }
    return new RayConfig(
        top.at(),
        folder,
        ClusterReader.read(top, runtime),
        tune,
        train,
        job,
        runtime.flatMap(shape -> shape.mapping("scaling")).flatMap(RayConfigReader::scaling),
        top.mapping("secrets").map(RayConfigReader::secrets).orElse(SecretSource.UNSAID),
        resources(top, runtime),
        (JsonObject) top.node().json());
  }

  private static SecretSource secrets(MappingReader secrets) {
    boolean upload = secrets.bool("upload").orElse(false);
    boolean cluster = secrets.bool("on_cluster").orElse(false);
    if (upload && cluster) {
      secrets
          .problems()
          .error(
              secrets.keyAt("on_cluster"),
              "secrets are sent (\"upload\") or found on the cluster (\"on_cluster\"), not both");
    }
    return upload ? SecretSource.UPLOAD : cluster ? SecretSource.CLUSTER : SecretSource.UNSAID;
  }

  /** Of both shapes; what {@code default_resources} says goes before the runtime's. */
  private static Resources resources(MappingReader top, Optional<MappingReader> runtime) {
    Resources ofRuntime =
        runtime
            .flatMap(shape -> shape.mapping("resources"))
            .map(resources -> TaskReader.resources(resources, Resources.DEFAULT))
            .orElse(Resources.DEFAULT);
    return top.mapping("default_resources")
        .map(resources -> TaskReader.resources(resources, ofRuntime))
        .orElse(ofRuntime);
  }

  private static Optional<Scaling> scaling(MappingReader scaling) {
    int least = Numbers.toInt(scaling, "min_workers", 0).orElse(0);
    OptionalInt most = Numbers.toInt(scaling, "max_workers", 1);
    double share = scaling.number("target_worker_utilization").orElse(DEFAULT_UTILIZATION);
    if (!(share > 0 && share <= 1)) {
      scaling.reject("target_worker_utilization", "above 0 and at most 1");
      return Optional.empty();
    }
    if (most.isPresent() && most.getAsInt() < least) {
      scaling.reject("max_workers", "min_workers (" + least + ") or more");
      return Optional.empty();
    }
    return Optional.of(new Scaling(least, most.orElse(Math.max(1, least)), share));
  }
}
