package io.eagleray.engine.s3;

import io.eagleray.spi.MappingReader;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * Which bucket, and as whom.
 *
 * @param prefix of all keys: empty, or it ends in a slash
 * @param endpoint empty for Amazon's own
 * @param keys empty for those that the SDK finds: of a profile, a container, a machine
 * @param patience how long a store that went away is waited for
 */
public record S3Address(
    String bucket,
    String prefix,
    Optional<URI> endpoint,
    String region,
    Optional<Keys> keys,
    Duration patience) {
  static final Duration USUAL_WAIT = Duration.ofMinutes(1);
  private static final String USUAL_REGION = "us-east-1";
  private static final String ENDPOINT = "endpoint_url";

  /** An access key. */
  public record Keys(String id, String secret, Optional<String> session) {
    /** Nothing of the secret. */
    @Override
    public String toString() {
      return "Keys[" + id + "]";
    }
  }

  /**
   * What a config need not say.
   *
   * @param bucket empty where it must be said; may go on with a prefix behind a slash
   */
  public record Usual(Optional<String> bucket, Optional<String> endpoint, Optional<Keys> keys) {
    /** Amazon S3, or any store that is named. */
    public static final Usual S3 = new Usual(Optional.empty(), Optional.empty(), Optional.empty());

    /** What Runnable says for MinIO. */
    public static Usual minio(String bucket) {
      return new Usual(
          Optional.of(bucket),
          Optional.of("http://localhost:9002"),
          Optional.of(new Keys("minioadmin", "minioadmin", Optional.empty())));
    }
  }

  /** Reads a config section; what is wrong is told to its problems. */
  public static S3Address read(MappingReader config, Map<String, String> environment, Usual usual) {
    Optional<String> bucket = config.text("bucket").or(usual::bucket);
    if (bucket.isEmpty()) {
      config
          .problems()
          .error(
              config.at(), config.label("bucket") + " is missing: a bucket's name, or name/prefix");
    }
    String[] place = bucket.orElse("").replaceAll("^/+", "").split("/", 2);
    if (bucket.isPresent() && !place[0].matches("[A-Za-z0-9][A-Za-z0-9._-]{1,254}")) {
      config.reject("bucket", "a bucket's name, or name/prefix");
    }
    Optional<String> endpoint =
        config.text(ENDPOINT).or(() -> of(environment, "AWS_ENDPOINT_URL")).or(usual::endpoint);
    Optional<URI> uri = endpoint.flatMap(S3Address::uri);
    if (endpoint.isPresent() && uri.isEmpty()) {
      config.reject(ENDPOINT, "a URL such as https://s3.example.com");
    }
    String prefix = (place.length > 1 ? place[1] : "").replaceAll("/+", "/").replaceAll("/$", "");
    return new S3Address(
        place[0],
        prefix.isEmpty() ? "" : prefix + "/",
        uri,
        config
            .text("region")
            .or(() -> of(environment, "AWS_REGION"))
            .or(() -> of(environment, "AWS_DEFAULT_REGION"))
            .orElse(USUAL_REGION),
        keys(config, environment).or(usual::keys),
        config.duration("wait").orElse(USUAL_WAIT));
  }

  private static Optional<Keys> keys(MappingReader config, Map<String, String> environment) {
    Optional<String> id = config.text("aws_access_key_id");
    Optional<String> secret = config.text("aws_secret_access_key");
    Optional<String> session = config.text("aws_session_token");
    if (id.isPresent() != secret.isPresent()) {
      String missing = id.isPresent() ? "aws_secret_access_key" : "aws_access_key_id";
      config.problems().error(config.at(), config.label(missing) + " is missing beside the other");
    }
    if (id.isPresent() && secret.isPresent()) {
      return Optional.of(new Keys(id.get(), secret.get(), session));
    }
    Optional<String> known = of(environment, "AWS_ACCESS_KEY_ID");
    Optional<String> hidden = of(environment, "AWS_SECRET_ACCESS_KEY");
    return known.isPresent() && hidden.isPresent()
        ? Optional.of(new Keys(known.get(), hidden.get(), of(environment, "AWS_SESSION_TOKEN")))
        : Optional.empty();
  }

  private static Optional<String> of(Map<String, String> environment, String name) {
    return Optional.ofNullable(environment.get(name)).filter(value -> !value.isEmpty());
  }

  private static Optional<URI> uri(String text) {
    try {
      URI uri = new URI(text);
      boolean known = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
      return known && uri.getHost() != null ? Optional.of(uri) : Optional.empty();
    } catch (URISyntaxException e) {
      return Optional.empty();
    }
  }

  /** For messages. */
  public String place() {
    String where = "s3://" + bucket + "/" + prefix;
    String shown = where.substring(0, where.length() - 1);
    return endpoint.map(uri -> shown + " at " + uri).orElse(shown);
  }
}
