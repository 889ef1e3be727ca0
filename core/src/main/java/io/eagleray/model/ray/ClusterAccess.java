package io.eagleray.model.ray;

import java.util.Map;
import java.util.Optional;

/**
 * What is needed to reach a cluster, besides its address. The token of a cluster that asks for one
 * is Ray's own: {@code RAY_AUTH_TOKEN}, {@code RAY_AUTH_TOKEN_PATH} or {@code ~/.ray/auth_token}.
 *
 * @param headers sent with every request; {@code ${NAME}} in a value stands for a variable of the
 *     environment, so that no secret need be written down
 * @param ca a PEM file of the certificates that are trusted; empty: those of the JVM
 * @param certificate a PEM file with a client's certificate
 * @param key a PEM file with that certificate's private key, PKCS#8
 */
public record ClusterAccess(
    Map<String, String> headers,
    Optional<String> ca,
    Optional<String> certificate,
    Optional<String> key) {
  public static final ClusterAccess PLAIN =
      new ClusterAccess(Map.of(), Optional.empty(), Optional.empty(), Optional.empty());

  public ClusterAccess {
    headers = Map.copyOf(headers);
    if (certificate.isPresent() != key.isPresent()) {
      throw new IllegalArgumentException(
          "a certificate needs its key, and a key its certificate: " + certificate + ", " + key);
    }
  }
}
