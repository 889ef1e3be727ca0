package io.eagleray.yaml;

import io.eagleray.json.JsonObject;
import io.eagleray.model.ray.Address;
import io.eagleray.model.ray.Cluster;
import io.eagleray.model.ray.ClusterAccess;
import io.eagleray.problem.Location;
import io.eagleray.problem.Nearest;
import io.eagleray.spi.MappingReader;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Reads where a node runs: {@code ray_cluster}, and {@code ray_runtime.cluster}. */
final class ClusterReader {
  private static final List<String> WORDS = List.of("local", "auto");
  private static final Set<String> SCHEMES = Set.of("ray", "http", "https");

  /** The keys of a cluster that both shapes have. */
  private static final List<String> KEYS =
      List.of("address", "namespace", "runtime_env", "headers", "tls", "storage");

  private ClusterReader() {}

  /** Of both shapes, key by key. */
  static Cluster read(MappingReader top, Optional<MappingReader> runtime) {
    Optional<MappingReader> own = top.mapping("ray_cluster");
    Optional<MappingReader> ofRuntime = runtime.flatMap(shape -> shape.mapping("cluster"));
    if (own.isEmpty() || ofRuntime.isEmpty()) {
      return own.or(() -> ofRuntime)
          .map(ClusterReader::cluster)
          .orElseGet(() -> noCluster(top.at()));
    }
    for (String key : KEYS) {
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
}
