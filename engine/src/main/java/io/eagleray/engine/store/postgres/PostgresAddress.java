package io.eagleray.engine.store.postgres;

import io.eagleray.spi.MappingReader;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * Which database, and as whom.
 *
 * @param jdbc the driver's URL, without a password
 * @param place for messages: {@code postgresql://host:5432/database}
 * @param user empty for the operating system's
 * @param schema the schema of the tables
 * @param patience how long a database that went away is waited for
 */
record PostgresAddress(
    String jdbc,
    String place,
    Optional<String> user,
    Optional<String> password,
    String schema,
    Duration patience) {
  static final String USUAL_SCHEMA = "eagleray";
  static final Duration USUAL_WAIT = Duration.ofMinutes(1);
  private static final String RULE = "a URL such as postgresql://host:5432/database";

  /** Of a config that does not say where: it has been told, and nothing is opened. */
  private static final PostgresAddress NOWHERE =
      new PostgresAddress("", "", Optional.empty(), Optional.empty(), "", Duration.ZERO);

  static PostgresAddress read(MappingReader config, Map<String, String> environment) {
    Optional<String> url = config.text("url");
    Optional<String> user = config.text("user").or(() -> of(environment, "PGUSER"));
    Optional<String> password = config.text("password").or(() -> of(environment, "PGPASSWORD"));
    String schema = config.text("schema").orElse(USUAL_SCHEMA);
    Duration patience = config.duration("wait").orElse(USUAL_WAIT);
    if (!schema.matches("[a-z_][a-z0-9_]{0,62}")) {
      config.reject("schema", "lower-case letters, digits and underscores");
    }
    if (!config.has("url")) {
      config.problems().error(config.at(), config.label("url") + " is missing: " + RULE);
    }
    Optional<PostgresAddress> address =
        url.flatMap(text -> parse(text, user, password, schema, patience));
    if (url.isPresent() && address.isEmpty()) {
      config.reject("url", RULE);
    }
    return address.orElse(NOWHERE);
  }

  private static Optional<String> of(Map<String, String> environment, String name) {
    return Optional.ofNullable(environment.get(name)).filter(value -> !value.isEmpty());
  }

  private static Optional<PostgresAddress> parse(
      String text,
      Optional<String> user,
      Optional<String> password,
      String schema,
      Duration patience) {
    try {
      URI uri = new URI(text.startsWith("jdbc:") ? text.substring("jdbc:".length()) : text);
      boolean known = "postgresql".equals(uri.getScheme()) || "postgres".equals(uri.getScheme());
      String database = Optional.ofNullable(uri.getPath()).orElse("");
      if (!known || uri.getHost() == null || database.length() < 2) {
        return Optional.empty();
      }
      String port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
      String where = "postgresql://" + uri.getHost() + port + uri.getRawPath();
      String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
      String[] person = Optional.ofNullable(uri.getRawUserInfo()).orElse("").split(":", 2);
      return Optional.of(
          new PostgresAddress(
              "jdbc:" + where + query,
              where,
              decoded(person, 0).or(() -> user),
              decoded(person, 1).or(() -> password),
              schema,
              patience));
    } catch (URISyntaxException e) {
      return Optional.empty();
    }
  }

  private static Optional<String> decoded(String[] person, int index) {
    return index < person.length && !person[index].isEmpty()
        ? Optional.of(decoded(person[index]))
        : Optional.empty();
  }

  /** In a form's values a plus is a blank; here it is a plus. */
  private static String decoded(String text) {
    return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
  }
}
