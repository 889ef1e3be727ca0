package io.eagleray.cli.ray;

import io.eagleray.cli.console.Console;
import io.eagleray.cli.console.Root;
import io.eagleray.engine.process.ShellWord;
import io.eagleray.model.ray.Address;
import io.eagleray.problem.EnvironmentException;
import io.eagleray.problem.InvalidInputException;
import io.eagleray.problem.Location;
import io.eagleray.targets.ray.client.RayAccess;
import io.eagleray.targets.ray.client.RayAddresses;
import io.eagleray.targets.ray.client.RayClient;
import io.eagleray.targets.ray.client.RayTimeouts;
import io.eagleray.targets.ray.client.RayTls;
import io.eagleray.targets.ray.client.RayToken;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Which cluster, and how it is reached. */
final class RayOptions {
  @Option(
      names = "--address",
      paramLabel = "ADDRESS",
      description = "auto (default), http(s)://HOST:8265[/PREFIX] or ray://HOST:10001")
  private String address = "auto";

  @Option(
      names = "--header",
      paramLabel = "NAME:VALUE",
      description = "sent with every request; may be given again")
  private List<String> headers = List.of();

  @Option(
      names = "--token-file",
      paramLabel = "FILE",
      description = "holds the token (default: as for Ray, RAY_AUTH_TOKEN and its like)")
  private Optional<Path> tokenFile = Optional.empty();

  @Option(
      names = "--ca",
      paramLabel = "FILE",
      description = "PEM file of the certificates to trust with https")
  private Optional<Path> authorities = Optional.empty();

  @Option(
      names = "--cert",
      paramLabel = "FILE",
      description = "PEM file of this machine's own certificate; with --key")
  private Optional<Path> certificate = Optional.empty();

  @Option(names = "--key", paramLabel = "FILE", description = "PEM file of its key")
  private Optional<Path> key = Optional.empty();

  @Option(
      names = "--no-server-name-check",
      description = "takes a certificate that was made for another host")
  private boolean anyName;

  /** A cluster that answered, and a client for it. */
  record Reached(RayClient client, RayAddresses.Found found) implements AutoCloseable {
    @Override
    public void close() {
      client.close();
    }
  }

  /**
   * Finds the cluster; what was guessed is told on standard error.
   *
   * @param named an address that was given without an option
   */
  Reached open(Root root, Optional<String> named) {
    Console console = root.console();
    RayAddresses addresses = new RayAddresses(console.environment(), RayTimeouts.DEFAULT);
    RayAddresses.Found found;
    try {
      found = addresses.find(parsed(named.orElse(address)), access(console));
    } catch (IllegalArgumentException e) {
      throw wrong(String.valueOf(e.getMessage()));
    }
    if (!root.isQuiet()) {
      found.notes().forEach(note -> console.err().println("note: " + note));
    }
    return new Reached(RayClient.of(found.connection()), found);
  }

  /** What a suggested command needs to find the same cluster. */
  String shown(Reached reached) {
    return "--address " + ShellWord.of(reached.found().connection().base().toString());
  }

  private static Address parsed(String text) {
    if (text.equals("auto")) {
      return new Address.Auto();
    }
    if (!text.matches("(?i)(https?|ray)://[^/\\s]+.*")) {
      throw wrong(
          "a cluster's address must be auto, http(s)://HOST:8265 or ray://HOST:10001, not \""
              + text
              + "\"");
    }
    return new Address.Remote(URI.create(text));
  }

  private RayAccess access(Console console) {
    RayAccess base = RayAccess.of(console.environment());
    Map<String, String> all = new LinkedHashMap<>(base.headers());
    for (String header : headers) {
      int colon = header.indexOf(':');
      if (colon < 1) {
        throw wrong("a header must be NAME:VALUE, not \"" + header + "\"");
      }
      all.put(header.substring(0, colon).strip(), header.substring(colon + 1).strip());
    }
    if (certificate.isPresent() != key.isPresent()) {
      throw wrong("--cert and --key belong together: give both, or none");
    }
    Path folder = console.directory();
    Optional<RayTls.Identity> identity =
        certificate.isPresent()
            ? certificate.map(file ->
                new RayTls.Identity(folder.resolve(file), folder.resolve(key.orElseThrow())))
            : base.tls().identity();
    RayTls tls =
        new RayTls(
            authorities.map(folder::resolve).or(base.tls()::authorities), identity, !anyName);
    return new RayAccess(
        all, tokenFile.map(folder::resolve).map(RayOptions::token).or(base::token), tls);
  }

  private static RayToken token(Path file) {
    try {
      return new RayToken(Files.readString(file).strip(), file.toString(), true);
    } catch (IOException e) {
      throw new EnvironmentException("the token file " + file + " cannot be read", e);
    }
  }

  private static InvalidInputException wrong(String message) {
    return new InvalidInputException(Location.of("command line"), message);
  }
}
