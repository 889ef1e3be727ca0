package io.eagleray.engine.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.util.DefaultLocale;

/** What is asked of a store, and what it answers that refuses a part of it. */
class BucketTest {
  private final Queue<String> codes = new ArrayDeque<>();
  private final Queue<String> written = new ConcurrentLinkedQueue<>();

  @SuppressWarnings("NullAway.Init")
  private HttpServer server;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      exchange.getRequestBody().readAllBytes();
      if (exchange.getRequestMethod().equals("HEAD")) {
        exchange.sendResponseHeaders(200, -1);
        return;
      }
      if (exchange.getRequestMethod().equals("PUT")) {
        written.add(exchange.getRequestURI().getPath());
        exchange.getResponseHeaders().add("ETag", "\"tag\"");
        exchange.sendResponseHeaders(200, -1);
        return;
      }
      String code = codes.remove();
      String error = "<Error><Key>a</Key><Code>" + code + "</Code><Message>told</Message></Error>";
      byte[] body =
          ("<DeleteResult>" + (code.isEmpty() ? "" : error) + "</DeleteResult>")
              .getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().add("Content-Type", "application/xml");
      exchange.sendResponseHeaders(200, body.length);
      exchange.getResponseBody().write(body);
    }
  }

  private Bucket open() {
    URI endpoint = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    S3Address address =
        new S3Address(
            "tests",
            "",
            Optional.of(endpoint),
            "us-east-1",
            Optional.of(new S3Address.Keys("key", "secret", Optional.empty())),
            Duration.ofSeconds(30));
    return Bucket.open(address);
  }

  private void delete(String... answers) {
    codes.addAll(List.of(answers));
    try (Bucket bucket = open()) {
      bucket.delete(List.of("a"));
    }
  }

  @Test
  void anObjectThatMayNotBeDeletedIsTold() {
    assertThatThrownBy(() -> delete("AccessDenied"))
        .isInstanceOf(BucketException.class)
        .hasMessageContaining("AccessDenied a is not deleted: told");
  }

  @Test
  void anObjectThatCannotBeDeletedNowIsDeletedLater() {
    delete("SlowDown", "InternalError", "");

    assertThat(codes).isEmpty();
  }

  @Test
  void anObjectThatIsNotThereNeedNotBeDeleted() {
    delete("NoSuchKey");

    assertThat(codes).isEmpty();
  }

  /** Processes of several locales append to one log. */
  @Test
  @DefaultLocale("ar-EG")
  void thePiecesOfALogHaveTheSameNamesInEveryLocale() {
    try (Bucket bucket = open()) {
      new GrowingLog(bucket, "log/").append(new byte[] {1});
    }
    assertThat(written).containsExactly("/tests/log/00000000");
  }
}
