package io.eagleray.yaml;

import io.eagleray.json.JsonObject;
import io.eagleray.model.Resources;
import io.eagleray.model.ray.Address;
import io.eagleray.model.ray.Cluster;
import io.eagleray.model.ray.ClusterAccess;
import io.eagleray.model.ray.Job;
import io.eagleray.model.ray.RayConfig;
import io.eagleray.model.ray.Scaling;
import io.eagleray.model.ray.SecretSource;
import io.eagleray.model.ray.Tune;
import io.eagleray.problem.Location;
import io.eagleray.problem.Nearest;
import io.eagleray.spi.AlgorithmNames;
import io.eagleray.spi.MappingReader;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Function;

/** Reads a Ray config, of either shape: {@code ray_cluster…} and {@code ray_runtime}. */
final class RayConfigReader {
  private static final List<String> WORDS = List.of("local", "auto");
  private static final Set<String> SCHEMES = Set.of("ray", "http", "https");
  private static final double DEFAULT_UTILIZATION = 0.8;

  /** The keys of a cluster that both shapes have. */
  private static final List<String> CLUSTER_KEYS =
      List.of("address", "namespace", "runtime_env", "headers", "tls", "storage");

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
        cluster(top, runtime),
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

  /** Of both shapes, key by key. */
  private static Cluster cluster(MappingReader top, Optional<MappingReader> runtime) {
    Optional<MappingReader> own = top.mapping("ray_cluster");
    Optional<MappingReader> ofRuntime = runtime.flatMap(shape -> shape.mapping("cluster"));
    if (own.isEmpty() || ofRuntime.isEmpty()) {
      return own.or(() -> ofRuntime)
          .map(RayConfigReader::cluster)
          .orElseGet(() -> noCluster(top.at()));
    }
    for (String key : CLUSTER_KEYS) {
      if (own.get().has(key) && !isOverridden(own.get(), key) && ofRuntime.get().has(key)) {
        top.problems()
            .error(
                ofRuntime.get().keyAt(key),
                "write ray_cluster." + key + " or ray_runtime.cluster." + key + ", not both");
      }
    }
    Cluster first = cluster(own.get());
    Cluster second = cluster(ofRuntime.get());
    Function<String, Cluster> with =
        key -> own.get().has(key) || !ofRuntime.get().has(key) ? first : second;
    ClusterAccess tls = with.apply("tls").access();
    return new Cluster(
        with.apply("address").address(),
        with.apply("address").at(),
        with.apply("namespace").namespace(),
        with.apply("runtime_env").runtimeEnv(),
        with.apply("runtime_env").runtimeEnvAt(),
        new ClusterAccess(
            with.apply("headers").access().headers(), tls.ca(), tls.certificate(), tls.key()),
        with.apply("storage").storage());
  }

  private static Cluster noCluster(Location at) {
    return new Cluster(
        new Address.Local(),
        at,
        Optional.empty(),
        JsonObject.EMPTY,
        at,
        ClusterAccess.PLAIN,
        Optional.empty());
  }

  private static boolean isOverridden(MappingReader cluster, String key) {
    return cluster.keyAt(key).equals(ConfigOverride.AT);
  }

  private static Cluster cluster(MappingReader cluster) {
    Location at = cluster.valueAt("address");
    return new Cluster(
        cluster
            .text("address")
            .flatMap(text -> address(cluster, text))
            .orElseGet(Address.Local::new),
        at,
        namespace(cluster),
        cluster.mapping("runtime_env").map(MappingReader::json).orElse(JsonObject.EMPTY),
        cluster.valueAt("runtime_env"),
        ClusterAccessReader.read(cluster),
        cluster.text("storage"));
  }

  private static Optional<String> namespace(MappingReader cluster) {
    Optional<String> name = cluster.text("namespace");
    if (name.filter(String::isBlank).isPresent()) {
      cluster.reject("namespace", "a name");
      return Optional.empty();
    }
    return name;
  }

  private static Optional<Address> address(MappingReader cluster, String text) {
    if (text.equals("local")) {
      return Optional.of(new Address.Local());
    }
    if (text.equals("auto")) {
      return Optional.of(new Address.Auto());
    }
    if (holdsUser(text)) {
      cluster
          .problems()
          .error(
              cluster.valueAt("address"),
              cluster.label("address")
                  + " must hold no user and no password; write a header, such as"
                  + " headers: {Authorization: \"Bearer ${TOKEN}\"}");
      return Optional.empty();
    }
    Optional<URI> uri = uri(text);
    if (uri.isEmpty()) {
      cluster
          .problems()
          .error(
              cluster.valueAt("address"),
              cluster.label("address")
                  + " must be local, auto, ray://host:10001 or http(s)://host:8265, not \""
                  + text
                  + "\""
                  + Nearest.hint(text, WORDS));
    }
    return uri.map(Address.Remote::new);
  }

  /** Looked for in the text, for a URI that cannot be read may hold a password too. */
  private static boolean holdsUser(String text) {
    int scheme = text.indexOf("://");
    return scheme >= 0 && text.substring(scheme + 3).split("[/?#]", 2)[0].contains("@");
  }

  private static Optional<URI> uri(String text) {
    try {
      URI uri = new URI(text);
      boolean usable =
          uri.getScheme() != null && SCHEMES.contains(uri.getScheme()) && uri.getHost() != null;
      return usable ? Optional.of(uri) : Optional.empty();
    } catch (URISyntaxException e) {
      return Optional.empty();
    }
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
