package io.eagleray.yaml;

import io.eagleray.model.ray.ClusterAccess;
import io.eagleray.spi.MappingReader;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Reads how a cluster is reached: {@code headers} and {@code tls}. */
final class ClusterAccessReader {
  private ClusterAccessReader() {}

  static ClusterAccess read(MappingReader cluster) {
    Map<String, String> headers = new LinkedHashMap<>();
    cluster
        .mapping("headers")
        .ifPresent(mapping ->
            mapping
                .keys()
                .forEach(name -> mapping.text(name).ifPresent(value -> headers.put(name, value))));
    Optional<MappingReader> tls = cluster.mapping("tls");
    Optional<String> ca = tls.flatMap(files -> files.text("ca"));
    Optional<String> certificate = tls.flatMap(files -> files.text("certificate"));
    Optional<String> key = tls.flatMap(files -> files.text("key"));
    if (certificate.isPresent() != key.isPresent()) {
      String missing = key.isPresent() ? "certificate" : "key";
      cluster
          .problems()
          .error(
              cluster.keyAt("tls"),
              cluster.label("tls")
                  + " needs a \""
                  + missing
                  + "\" too: a certificate and its private key go together");
      return new ClusterAccess(headers, ca, Optional.empty(), Optional.empty());
    }
    return new ClusterAccess(headers, ca, certificate, key);
  }
}
