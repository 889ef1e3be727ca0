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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a store answers that refuses a part of what it is asked. */
class BucketTest {
  private final Queue<String> codes = new ArrayDeque<>();

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

  private void delete(String... answers) {
    codes.addAll(List.of(answers));
    URI endpoint = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    S3Address address =
        new S3Address(
            "tests",
            "",
            Optional.of(endpoint),
            "us-east-1",
            Optional.of(new S3Address.Keys("key", "secret", Optional.empty())),
            Duration.ofSeconds(30));
    try (Bucket bucket = Bucket.open(address)) {
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
}
