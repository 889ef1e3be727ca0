package io.eagleray.targets.ray.client;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * How a cluster's dashboard is reached.
 *
 * @param base {@code http(s)://host[:port][/prefix]}, without a slash at its end
 * @param headers sent with every request; values may be secret
 * @param token sent as {@code Authorization: Bearer}
 */
public record RayConnection(
    URI base, Map<String, String> headers, Optional<RayToken> token, RayTls tls) {
  private static final Set<String> OURS =
      Set.of("host", "content-length", "content-type", "connection", "upgrade", "user-agent");

  public RayConnection {
    base = checked(base);
    Map<String, String> copy = new LinkedHashMap<>(headers);
    copy.forEach(RayConnection::check);
    headers = Map.copyOf(copy);
  }

  /** A connection with nothing but an address. */
  public static RayConnection of(URI base) {
    return new RayConnection(base, Map.of(), Optional.empty(), RayTls.DEFAULT);
  }

  private static URI checked(URI base) {
    String scheme = String.valueOf(base.getScheme()).toLowerCase(Locale.ROOT);
    if (!scheme.equals("http") && !scheme.equals("https")) {
      throw new IllegalArgumentException(
          "a Ray dashboard's address must begin with http:// or https://, not " + bare(base));
    }
    if (base.getHost() == null) {
      throw new IllegalArgumentException(
          "a Ray dashboard's address must name a host, as http://host:8265 does, not "
              + bare(base));
    }
    if (base.getRawUserInfo() != null) {
      throw new IllegalArgumentException(
          "a Ray dashboard's address must not hold a password; use a header, for " + bare(base));
    }
    if (base.getRawQuery() != null || base.getRawFragment() != null) {
      throw new IllegalArgumentException(
          "a Ray dashboard's address must end with its path, without ? or #, not " + bare(base));
    }
    String text = base.toString();
    return text.endsWith("/") ? URI.create(text.replaceFirst("/+$", "")) : base;
  }

  private static String bare(URI uri) {
    return uri.getRawUserInfo() == null
        ? uri.toString()
        : uri.toString().replace(uri.getRawUserInfo() + "@", "***@");
  }

  private static void check(String name, String value) {
    if (!name.matches("[!#$%&'*+.^_`|~0-9A-Za-z-]+")) {
      throw new IllegalArgumentException("not the name of an HTTP header: \"" + name + "\"");
    }
    if (OURS.contains(name.toLowerCase(Locale.ROOT))) {
      throw new IllegalArgumentException("the header " + name + " is set by Eagleray itself");
    }
    if (!value.chars().allMatch(letter -> letter == '\t' || letter >= ' ' && letter < 127)) {
      throw new IllegalArgumentException(
          "the value of the header " + name + " must be printable ASCII");
    }
  }

  /** This connection at another place. */
  public RayConnection at(URI other) {
    return new RayConnection(other, headers, token, tls);
  }

  /** This connection with a token. */
  public RayConnection with(RayToken other) {
    return new RayConnection(base, headers, Optional.of(other), tls);
  }

  boolean isSecure() {
    return String.valueOf(base.getScheme()).equalsIgnoreCase("https");
  }

  /** The address of something below {@link #base}. */
  URI resolve(String path) {
    return URI.create(base + path);
  }

  @Override
  public String toString() {
    return base
        + (headers.isEmpty() ? "" : ", headers " + headers.keySet())
        + token.map(any -> ", " + any).orElse("")
        + (tls.equals(RayTls.DEFAULT) ? "" : ", " + tls);
  }
}
