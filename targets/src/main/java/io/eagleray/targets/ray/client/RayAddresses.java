package io.eagleray.targets.ray.client;

import io.eagleray.model.ray.Address;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Finds the dashboard of a cluster. Never starts one. */
public final class RayAddresses {
  /** Where a dashboard listens unless told otherwise. */
  public static final int USUAL_PORT = 8265;

  private static final int LAST_PORT = 8275;
  private static final String HERE = "127.0.0.1";
  private static final String DASHBOARD = "RAY_API_SERVER_ADDRESS";
  private static final String ADDRESS = "RAY_ADDRESS";
  private static final Duration PROBE = Duration.ofSeconds(3);
  private static final RayTimeouts PROBING =
      new RayTimeouts(Duration.ofSeconds(1), PROBE, PROBE, PROBE, PROBE, PROBE);

  private final Map<String, String> environment;
  private final RayTimeouts timeouts;

  /**
   * With an environment.
   *
   * @param environment variables: {@code RAY_API_SERVER_ADDRESS}, {@code RAY_ADDRESS}, {@code
   *     RAY_TMPDIR}
   */
  public RayAddresses(Map<String, String> environment, RayTimeouts timeouts) {
    this.environment = Map.copyOf(environment);
    this.timeouts = timeouts;
  }

  /**
   * A cluster that answered.
   *
   * @param version a supported one
   * @param notes what a user should know: an address that was guessed, a version that is new
   */
  public record Found(RayConnection connection, RayVersion version, List<String> notes) {
    public Found {
      notes = List.copyOf(notes);
    }
  }

  /**
   * Finds the dashboard and asks it for its version.
   *
   * @throws RayException if none answers, or it is not one
   */
  public Found find(Address address, RayAccess access) {
    return switch (address) {
      case Address.Local local ->
          throw new IllegalArgumentException("the address local is no cluster");
      case Address.Remote remote -> remote(remote.uri(), access);
      case Address.Auto auto -> auto(access);
    };
  }

  private Found remote(URI uri, RayAccess access) {
    return switch (String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT)) {
      case "http", "https" -> verified(access.to(uri), List.of());
      case "ray" -> guessed(uri.toString(), String.valueOf(uri.getHost()), access);
      default ->
          throw new IllegalArgumentException(
              "an address must begin with http://, https:// or ray://, not " + uri);
    };
  }

  private Found guessed(String written, String host, RayAccess access) {
    URI base = base(host, USUAL_PORT);
    String guess = base + " was guessed from " + written;
    try {
      return verified(access.to(base), List.of(guess));
    } catch (RayException.UnreachableException e) {
      throw new RayException.UnreachableException(
          e.text() + " (" + guess + "; give the dashboard's address, http://HOST:PORT)", e);
    } catch (RayException.NotRayException e) {
      throw new RayException.NotRayException(
          e.text() + " (" + guess + "; give the dashboard's address, http://HOST:PORT)");
    }
  }

  private Found verified(RayConnection connection, List<String> notes) {
    try (RayClient client = RayClient.of(connection, timeouts)) {
      return found(connection, client.version(), notes);
    }
  }

  private static Found found(RayConnection connection, RayVersion version, List<String> notes) {
    List<String> all = new ArrayList<>(notes);
    version.requireSupported().warning().ifPresent(all::add);
    return new Found(connection, version, all);
  }

  private Found auto(RayAccess access) {
    for (String name : List.of(DASHBOARD, ADDRESS)) {
      String value = environment.getOrDefault(name, "").strip();
      if (value.startsWith("http://") || value.startsWith("https://")) {
        return verified(access.to(URI.create(value)), List.of());
      }
      if (value.startsWith("ray://")) {
        return guessed(name + "=" + value, String.valueOf(URI.create(value).getHost()), access);
      }
    }
    List<URI> places = places();
    for (URI place : places) {
      Optional<Found> found = probe(access.to(place));
      if (found.isPresent()) {
        return found.get();
      }
    }
    throw new RayException.UnreachableException(
        "no Ray cluster was found: "
            + DASHBOARD
            + " is not set, and no dashboard answers at "
            + places.getFirst()
            + (places.size() > 1 ? " … " + places.getLast() : "")
            + "; start one with \"ray start --head\", or give its address, http://HOST:"
            + USUAL_PORT);
  }

  private static Optional<Found> probe(RayConnection connection) {
    try (RayClient client = RayClient.of(connection, PROBING)) {
      return Optional.of(
          found(
              connection,
              client.version(),
              List.of("found the dashboard at " + connection.base())));
    } catch (RayException.UnreachableException
        | RayException.NotRayException
        | RayException.NoAnswerException
        | RayException.BadAnswerException
        | RayException.ServerFailedException
        | RayException.TlsException none) {
      return Optional.empty();
    }
  }

  // A dashboard listens on the head's own address or, by default, on the loopback alone.
  private List<URI> places() {
    Set<URI> places = new LinkedHashSet<>();
    Optional<String> host = gcs().map(RayAddresses::host);
    if (host.isPresent()) {
      for (int port = USUAL_PORT; port <= LAST_PORT; port++) {
        places.add(base(host.get(), port));
        places.add(base(HERE, port));
      }
    }
    places.add(base(HERE, USUAL_PORT));
    return List.copyOf(places);
  }

  /** The address of the GCS, {@code host:port}, which does not speak HTTP. */
  private Optional<String> gcs() {
    String named = environment.getOrDefault(ADDRESS, "").strip();
    if (named.contains(":")) {
      return Optional.of(named);
    }
    Path file =
        Path.of(environment.getOrDefault("RAY_TMPDIR", "/tmp"), "ray", "ray_current_cluster");
    try {
      return Optional.of(Files.readString(file).strip()).filter(text -> text.contains(":"));
    } catch (IOException none) {
      return Optional.empty();
    }
  }

  private static String host(String hostAndPort) {
    return hostAndPort.substring(0, hostAndPort.lastIndexOf(':'));
  }

  private static URI base(String host, int port) {
    return URI.create(
        "http://"
            + (host.contains(":") && !host.startsWith("[") ? "[" + host + "]" : host)
            + ":"
            + port);
  }
}
