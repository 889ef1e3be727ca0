package io.eagleray.targets.ray.client;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;

/** What an exception of the HTTP client means to a user. */
final class TransportErrors {
  private TransportErrors() {}

  static RayException of(URI uri, Throwable error, Duration waited) {
    String place = uri.getScheme() + "://" + uri.getRawAuthority();
    if (find(error, UnknownHostException.class).isPresent()
        || find(error, UnresolvedAddressException.class).isPresent()) {
      return new RayException.UnreachableException(
          "no host is called " + uri.getHost() + ": check the address " + place, error);
    }
    if (error instanceof HttpConnectTimeoutException) {
      return new RayException.UnreachableException(
          place
              + " does not answer: is it up, and may this machine reach it"
              + (uri.getScheme().equals("http") ? "?" : ", and does it speak TLS?"),
          error);
    }
    Optional<SSLException> tls = find(error, SSLException.class);
    if (tls.isPresent()) {
      return new RayException.TlsException(tls(uri, place, tls.get()), error);
    }
    if (find(error, ConnectException.class).isPresent()) {
      return new RayException.UnreachableException(
          "nobody listens at " + place + ": is the cluster up, with its dashboard at that port?",
          error);
    }
    if (error instanceof TimeoutException || error instanceof HttpTimeoutException) {
      return new RayException.NoAnswerException(
          uri + " did not answer within " + seconds(waited), waited);
    }
    return new RayException.UnreachableException(
        "the connection to "
            + place
            + " broke"
            + (error instanceof IOException && error.getMessage() != null
                ? ": " + OneLine.of(String.valueOf(error.getMessage()))
                : ""),
        error);
  }

  private static String tls(URI uri, String place, SSLException error) {
    Optional<CertificateExpiredException> expired = find(error, CertificateExpiredException.class);
    if (expired.isPresent()) {
      return "the certificate of "
          + place
          + " has expired: "
          + OneLine.of(text(expired.get()))
          + "; it must be renewed there";
    }
    Optional<CertificateNotYetValidException> early =
        find(error, CertificateNotYetValidException.class);
    if (early.isPresent()) {
      return "the certificate of "
          + place
          + " is not valid yet: "
          + OneLine.of(text(early.get()))
          + "; is this machine's clock right?";
    }
    String text = text(error);
    String deepest = deepest(error);
    if (deepest.contains("unable to find valid certification path")) {
      return "the certificate of "
          + place
          + " is not signed by an authority that is trusted here:"
          + " name the file of its authority";
    }
    if (deepest.contains("No subject alternative") || deepest.contains("No name matching")) {
      return "the certificate of "
          + place
          + " is for another host: "
          + OneLine.of(deepest)
          + "; use the name that it has";
    }
    if (text.contains("Unsupported or unrecognized SSL message")
        || text.contains("plaintext connection")) {
      return place + " does not speak TLS: the address must begin with http://";
    }
    if (text.contains("certificate_required")
        || text.contains("bad_certificate")
        || text.contains("handshake_failure")) {
      return place + " refuses this machine's certificate, or wants one: " + OneLine.of(text);
    }
    return "no secure connection to " + uri.getHost() + ": " + OneLine.of(text);
  }

  private static String text(Throwable error) {
    return String.valueOf(error.getMessage());
  }

  private static String deepest(Throwable error) {
    Throwable deepest = error;
    for (Throwable cause = error.getCause(); cause != null; cause = cause.getCause()) {
      deepest = cause;
    }
    return text(deepest);
  }

  private static <T extends Throwable> Optional<T> find(Throwable error, Class<T> type) {
    for (Throwable cause = error; cause != null; cause = cause.getCause()) {
      if (type.isInstance(cause)) {
        return Optional.of(type.cast(cause));
      }
    }
    return Optional.empty();
  }

  static String seconds(Duration duration) {
    long millis = duration.toMillis();
    return millis % 1000 == 0 ? millis / 1000 + " s" : millis / 1000.0 + " s";
  }
}
