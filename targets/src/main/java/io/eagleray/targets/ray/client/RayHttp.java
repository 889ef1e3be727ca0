package io.eagleray.targets.ray.client;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/** Requests to one dashboard: headers, token, time limits, and errors that say what is wrong. */
final class RayHttp implements AutoCloseable {
  // Ray 2.39 answers 500 without one, and refuses what looks like a browser.
  static final String USER_AGENT = "eagleray";
  private static final int TRIES = 3;
  private static final Duration FIRST_PAUSE = Duration.ofMillis(200);

  private final RayConnection connection;
  private final RayTimeouts timeouts;
  private final HttpClient client;
  private volatile boolean sendsToken;

  RayHttp(RayConnection connection, RayTimeouts timeouts) {
    this.connection = connection;
    this.timeouts = timeouts;
    this.sendsToken = connection.token().filter(RayToken::isGiven).isPresent();
    HttpClient.Builder builder =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(timeouts.connect());
    builder.sslContext(
        connection.isSecure() ? TlsContext.of(connection.tls()) : TlsContext.trustingNobody());
    this.client = builder.build();
  }

  RayConnection connection() {
    return connection;
  }

  RayTimeouts timeouts() {
    return timeouts;
  }

  HttpClient client() {
    return client;
  }

  /** Reads; tries again where the connection or a proxy failed. */
  Answer get(String path) {
    return repeating(() -> once(request(path).GET(), timeouts.get()));
  }

  /** Reads once, with a limit of its own. */
  Answer get(String path, Duration limit) {
    return once(request(path).GET(), limit);
  }

  /** A request for something below the address, with all that goes with every request. */
  HttpRequest.Builder request(String path) {
    HttpRequest.Builder request = HttpRequest.newBuilder(connection.resolve(path));
    connection.headers().forEach(request::header);
    return request.setHeader("User-Agent", USER_AGENT);
  }

  /** Sends what may be sent twice; tries again where the connection or a proxy failed. */
  Answer repeating(Supplier<Answer> call) {
    Duration pause = FIRST_PAUSE;
    for (int tried = 1; ; tried++) {
      try {
        Answer answer = call.get();
        if (tried == TRIES || !isPassing(answer.status())) {
          return answer;
        }
      } catch (RayException.UnreachableException broken) {
        if (tried == TRIES) {
          throw broken;
        }
      }
      Pauses.pause(pause);
      pause = pause.multipliedBy(4);
    }
  }

  private static boolean isPassing(int status) {
    return status == 502 || status == 503 || status == 504;
  }

  /** Sends once and waits for the whole body. */
  Answer once(HttpRequest.Builder request, Duration limit) {
    HttpResponse<byte[]> response = send(request, limit, info -> new BoundedBody());
    return new Answer(
        response.uri(),
        response.statusCode(),
        response.headers().firstValue("content-type").orElse(""),
        response.headers().firstValue("location").orElse(""),
        response.body());
  }

  /** Sends once; where the cluster asks for the token that was found, once more with it. */
  <T> HttpResponse<T> send(HttpRequest.Builder request, Duration limit, BodyHandler<T> body) {
    boolean sent = sendsToken;
    authorize(request);
    HttpResponse<T> response = await(request.build(), limit, body);
    if (response.statusCode() != 401 || sent || connection.token().isEmpty() || !asksForToken()) {
      return response;
    }
    sendsToken = true;
    authorize(request);
    return await(request.build(), limit, body);
  }

  private void authorize(HttpRequest.Builder request) {
    bearer().ifPresent(value -> request.setHeader("Authorization", value));
  }

  /** The {@code Authorization} of a request; absent where no token is sent. */
  Optional<String> bearer() {
    return sendsToken
        ? connection.token().map(token -> "Bearer " + token.secret())
        : Optional.empty();
  }

  // A token is for Ray, not for whoever else answers 401. This path is open.
  private boolean asksForToken() {
    HttpResponse<byte[]> response =
        await(
            request("/api/authentication_mode").GET().build(),
            timeouts.get(),
            info -> new BoundedBody());
    String text = new String(response.body(), StandardCharsets.UTF_8);
    return response.statusCode() == 200
        && text.contains("authentication_mode")
        && !text.contains("disabled");
  }

  private <T> HttpResponse<T> await(HttpRequest request, Duration limit, BodyHandler<T> body) {
    // The client's own limit ends with the headers; this one is for the body too.
    CompletableFuture<HttpResponse<T>> response = client.sendAsync(request, body);
    try {
      return response.get(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      response.cancel(true);
      throw TransportErrors.of(request.uri(), e, limit);
    } catch (ExecutionException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      throw TransportErrors.of(request.uri(), cause, limit);
    } catch (InterruptedException e) {
      response.cancel(true);
      Thread.currentThread().interrupt();
      throw new RayException.InterruptedCallException(
          "interrupted while waiting for " + request.uri());
    }
  }

  @Override
  public void close() {
    client.shutdownNow();
  }
}
