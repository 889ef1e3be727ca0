package io.eagleray.targets.ray.client;

import io.eagleray.json.Json;
import io.eagleray.json.JsonException;
import io.eagleray.json.JsonObject;
import io.eagleray.json.JsonText;
import io.eagleray.problem.EnvironmentException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What a connection needs besides its address.
 *
 * @param headers sent with every request; values may be secret
 */
public record RayAccess(Map<String, String> headers, Optional<RayToken> token, RayTls tls) {
  /** Nothing. */
  public static final RayAccess NONE = new RayAccess(Map.of(), Optional.empty(), RayTls.DEFAULT);

  private static final String TOKEN = "RAY_AUTH_TOKEN";
  private static final String TOKEN_PATH = "RAY_AUTH_TOKEN_PATH";
  private static final String HEADERS = "RAY_JOB_HEADERS";
  private static final String AUTHORITIES = "EAGLERAY_RAY_CA";
  private static final String CERTIFICATE = "EAGLERAY_RAY_CERT";
  private static final String KEY = "EAGLERAY_RAY_KEY";

  public RayAccess {
    headers = Map.copyOf(headers);
  }

  /**
   * What the environment says: the token of {@code RAY_AUTH_TOKEN}, else of the file that {@code
   * RAY_AUTH_TOKEN_PATH} names, else of {@code ~/.ray/auth_token}; headers of {@code
   * RAY_JOB_HEADERS}, a JSON mapping; PEM files of {@code EAGLERAY_RAY_CA}, {@code
   * EAGLERAY_RAY_CERT} and {@code EAGLERAY_RAY_KEY}.
   *
   * @throws EnvironmentException if a variable is wrong or its file cannot be read
   */
  public static RayAccess of(Map<String, String> environment) {
    return new RayAccess(headers(environment), token(environment), tls(environment));
  }

  /** These, to an address. */
  public RayConnection to(URI base) {
    return new RayConnection(base, headers, token, tls);
  }

  private static Optional<String> set(Map<String, String> environment, String name) {
    return Optional.ofNullable(environment.get(name)).map(String::strip).filter(v -> !v.isEmpty());
  }

  private static Optional<RayToken> token(Map<String, String> environment) {
    Optional<String> text = set(environment, TOKEN);
    if (text.isPresent()) {
      return Optional.of(token(text.get(), TOKEN));
    }
    Optional<Path> named = set(environment, TOKEN_PATH).map(Path::of);
    if (named.isPresent()) {
      return Optional.of(read(named.get()));
    }
    return set(environment, "HOME")
        .map(home -> Path.of(home, ".ray", "auth_token"))
        .filter(Files::isReadable)
        .map(RayAccess::read);
  }

  private static RayToken read(Path file) {
    try {
      return token(Files.readString(file).strip(), file.toString());
    } catch (IOException e) {
      throw new EnvironmentException("the token file " + file + " cannot be read", e);
    }
  }

  private static RayToken token(String text, String from) {
    try {
      return new RayToken(text, from, false);
    } catch (IllegalArgumentException e) {
      throw new EnvironmentException(String.valueOf(e.getMessage()), e);
    }
  }

  private static Map<String, String> headers(Map<String, String> environment) {
    String text = set(environment, HEADERS).orElse("{}");
    Map<String, String> headers = new LinkedHashMap<>();
    try {
      if (Json.parse(text) instanceof JsonObject object) {
        object
            .fields()
            .forEach((name, value) ->
                headers.put(name, value instanceof JsonText(String word) ? word : value.text()));
        return headers;
      }
    } catch (JsonException e) {
      // The text may hold secrets, and so may the exception: neither is told.
    }
    throw new EnvironmentException(HEADERS + " must be a JSON mapping: {\"NAME\":\"VALUE\"}");
  }

  private static RayTls tls(Map<String, String> environment) {
    Optional<Path> certificate = set(environment, CERTIFICATE).map(Path::of);
    Optional<Path> key = set(environment, KEY).map(Path::of);
    if (certificate.isPresent() != key.isPresent()) {
      throw new EnvironmentException(
          CERTIFICATE + " and " + KEY + " belong together: set both, or none");
    }
    return new RayTls(
        set(environment, AUTHORITIES).map(Path::of),
        certificate.map(file -> new RayTls.Identity(file, key.orElseThrow())),
        true);
  }

  @Override
  public String toString() {
    return "headers " + headers.keySet() + token.map(any -> ", " + any).orElse("") + ", " + tls;
  }
}
