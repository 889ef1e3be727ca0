package io.eagleray.targets.ray;

import io.eagleray.model.ray.Address;
import io.eagleray.model.ray.ClusterAccess;
import io.eagleray.model.ray.RayConfig;
import io.eagleray.problem.InvalidInputException;
import io.eagleray.targets.ray.client.RayAccess;
import io.eagleray.targets.ray.client.RayAddresses;
import io.eagleray.targets.ray.client.RayTimeouts;
import io.eagleray.targets.ray.client.RayTls;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds the cluster that a config names, with the access that it describes. */
final class Clusters {
  private static final Pattern VARIABLE = Pattern.compile("\\$\\{([A-Za-z_][A-Za-z0-9_]*)}");

  private final RayConfig config;
  private final Path directory;
  private final Map<String, String> environment;

  /**
   * @param directory where relative paths are looked for after the config's folder
   * @param environment variables, Ray's own among them
   */
  Clusters(RayConfig config, Path directory, Map<String, String> environment) {
    this.config = config;
    this.directory = directory;
    this.environment = Map.copyOf(environment);
  }

  /**
   * The cluster at an address, which answers.
   *
   * @throws InvalidInputException if the address or a header is none
   */
  RayAddresses.Found find(Address address) {
    try {
      return new RayAddresses(environment, RayTimeouts.DEFAULT).find(address, access());
    } catch (IllegalArgumentException e) {
      throw new InvalidInputException(config.cluster().at(), String.valueOf(e.getMessage()));
    }
  }

  /** What the environment says of the access, and over it what the config does. */
  private RayAccess access() {
    RayAccess found = RayAccess.of(environment);
    ClusterAccess own = config.cluster().access();
    Map<String, String> headers = new LinkedHashMap<>(found.headers());
    headers.putAll(headers());
    RayTls tls =
        new RayTls(
            own.ca().map(this::file).or(() -> found.tls().authorities()),
            own.certificate()
                .map(certificate ->
                    new RayTls.Identity(file(certificate), file(own.key().orElseThrow())))
                .or(() -> found.tls().identity()),
            found.tls().checksServerName());
    return new RayAccess(headers, found.token(), tls);
  }

  /** Header values with the variables of the environment in them. */
  private Map<String, String> headers() {
    ClusterAccess access = config.cluster().access();
    Map<String, String> headers = new LinkedHashMap<>();
    access.headers().forEach((name, value) -> headers.put(name, expanded(name, value)));
    return headers;
  }

  private String expanded(String header, String value) {
    Matcher variables = VARIABLE.matcher(value);
    StringBuilder text = new StringBuilder();
    while (variables.find()) {
      String found = environment.get(variables.group(1));
      if (found == null) {
        throw new InvalidInputException(
            config.cluster().at(),
            "the header "
                + header
                + " needs the variable "
                + variables.group(1)
                + ", which is not in the environment");
      }
      variables.appendReplacement(text, Matcher.quoteReplacement(found));
    }
    return variables.appendTail(text).toString();
  }

  private Path file(String named) {
    Path beside = config.folder().resolve(named);
    return Files.exists(beside) ? beside : directory.resolve(named);
  }
}
