package io.eagleray.targets.ray.client;

import java.nio.file.Path;
import java.util.Optional;

/**
 * How {@code https} is spoken.
 *
 * @param authorities PEM file of the certificates to trust; the JVM's own where it is absent
 * @param identity what to show to a cluster that asks for a client certificate
 * @param checksServerName whether the certificate must name the host; off only on explicit wish
 */
public record RayTls(
    Optional<Path> authorities, Optional<Identity> identity, boolean checksServerName) {

  /** The JVM's authorities, no client certificate, the server's name checked. */
  public static final RayTls DEFAULT = new RayTls(Optional.empty(), Optional.empty(), true);

  /**
   * A client certificate and its key.
   *
   * @param certificates PEM file: the certificate, then its chain
   * @param key PEM file: the private key in PKCS#8, not encrypted
   */
  public record Identity(Path certificates, Path key) {}

  @Override
  public String toString() {
    return "TLS"
        + authorities.map(file -> ", authorities " + file).orElse("")
        + identity.map(any -> ", client certificate " + any.certificates()).orElse("")
        + (checksServerName ? "" : ", server name not checked");
  }
}
