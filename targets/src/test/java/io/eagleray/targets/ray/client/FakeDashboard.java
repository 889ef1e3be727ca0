package io.eagleray.targets.ray.client;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLContext;

/** Stands where a dashboard would, for faults that a real Ray cannot be made to show. */
public final class FakeDashboard implements AutoCloseable {
  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Map<String, HttpHandler> handlers = new ConcurrentHashMap<>();
  private final List<String> requests = new CopyOnWriteArrayList<>();

  public FakeDashboard() {
    this(Optional.empty());
  }

  public FakeDashboard(Optional<SSLContext> tls) {
    try {
      InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
      if (tls.isPresent()) {
        HttpsServer secure = HttpsServer.create(any, 0);
        secure.setHttpsConfigurator(new HttpsConfigurator(tls.get()));
        server = secure;
      } else {
        server = HttpServer.create(any, 0);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
    answers("GET /api/gcs_healthz", 200, "success");
    answers(
        "GET /api/version",
        200,
        "{\"version\":\"4\",\"ray_version\":\"2.60.0\",\"session_name\":\"session_1\"}");
  }

  /** What {@code METHOD /path} does from now on. */
  public FakeDashboard on(String call, HttpHandler handler) {
    handlers.put(call, handler);
    return this;
  }

  public FakeDashboard answers(String call, int status, String body) {
    return answers(call, status, body.startsWith("<") ? "text/html" : "application/json", body);
  }

  public FakeDashboard answers(String call, int status, String type, String body) {
    return on(call, exchange -> send(exchange, status, type, body));
  }

  public static void send(HttpExchange exchange, int status, String type, String body)
      throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.getRequestBody().readAllBytes();
    exchange.getResponseHeaders().set("Content-Type", type);
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  private void handle(HttpExchange exchange) throws IOException {
    String call = exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath();
    requests.add(call);
    HttpHandler handler = handlers.get(call);
    if (handler == null) {
      send(exchange, 404, "text/plain", "404: Not Found");
    } else {
      handler.handle(exchange);
    }
  }

  public int port() {
    return server.getAddress().getPort();
  }

  public URI uri() {
    return URI.create("http://127.0.0.1:" + port());
  }

  /** How often something was called. */
  public long count(String call) {
    return requests.stream().filter(call::equals).count();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
