package io.eagleray.report;

import io.eagleray.json.Json;
import io.eagleray.json.JsonArray;
import io.eagleray.json.JsonObject;
import io.eagleray.json.JsonText;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** A Chromium without a screen, driven over its debugging protocol. */
final class Browser implements AutoCloseable {
  private static final List<String> NAMES =
      List.of("chromium", "chromium-browser", "google-chrome");
  private static final int SECONDS = 60;

  private final Process process;
  private final WebSocket socket;
  private final HttpClient client;
  private final Map<Long, CompletableFuture<JsonObject>> answers = new ConcurrentHashMap<>();
  private final List<String> problems = Collections.synchronizedList(new ArrayList<>());
  private final AtomicInteger ids = new AtomicInteger();
  private volatile CompletableFuture<Void> loaded = new CompletableFuture<>();

  private Browser(Process process, HttpClient client, URI page) throws Exception {
    this.process = process;
    this.client = client;
    this.socket =
        client
            .newWebSocketBuilder()
            .buildAsync(page, new Listener())
            .get(SECONDS, TimeUnit.SECONDS);
  }

  /**
   * Starts it.
   *
   * @param folder empty; for its profile
   */
  static Browser start(Path folder) throws Exception {
    Process process =
        new ProcessBuilder(
                program(),
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--hide-scrollbars",
                "--remote-debugging-port=0",
                "--user-data-dir=" + folder,
                "about:blank")
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("chromium.log").toFile())
            .start();
    HttpClient client = HttpClient.newHttpClient();
    try {
      return new Browser(process, client, page(client, port(process, folder)));
    } catch (Exception broken) {
      process.destroyForcibly();
      client.close();
      throw broken;
    }
  }

  private static String program() {
    String path = System.getenv().getOrDefault("PATH", "");
    return NAMES.stream()
        .flatMap(name -> Stream.of(path.split(File.pathSeparator)).map(dir -> Path.of(dir, name)))
        .filter(Files::isExecutable)
        .map(Path::toString)
        .findFirst()
        .orElseThrow(() ->
            new IllegalStateException(
                "this test needs one of " + NAMES + " on the PATH: apt-get install chromium"));
  }

  private static String port(Process process, Path folder) throws Exception {
    Path file = folder.resolve("DevToolsActivePort");
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
    while (!Files.exists(file) || Files.readAllLines(file).size() < 2) {
      if (!process.isAlive() || System.nanoTime() > end) {
        throw new IOException(
            "chromium did not start: " + Files.readString(folder.resolve("chromium.log")));
      }
      Thread.sleep(50);
    }
    return Files.readAllLines(file).getFirst();
  }

  private static URI page(HttpClient client, String port) throws Exception {
    URI list = URI.create("http://127.0.0.1:" + port + "/json/list");
    String body =
        client
            .send(HttpRequest.newBuilder(list).build(), HttpResponse.BodyHandlers.ofString())
            .body();
    for (Json target : ((JsonArray) Json.parse(body)).items()) {
      JsonObject page = (JsonObject) target;
      if (page.text("type").orElse("").equals("page")) {
        return URI.create(page.text("webSocketDebuggerUrl").orElseThrow());
      }
    }
    throw new IOException("chromium has no page: " + body);
  }

  private final class Listener implements WebSocket.Listener {
    private final StringBuilder text = new StringBuilder();

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
      text.append(part);
      if (last) {
        JsonObject message = (JsonObject) Json.parse(text.toString());
        text.setLength(0);
        received(message);
      }
      from.request(1);
      return CompletableFuture.completedFuture(null);
    }
  }

  private void received(JsonObject message) {
    if (message.integer("id").isPresent()) {
      CompletableFuture<JsonObject> answer = answers.remove(message.integer("id").getAsLong());
      if (answer != null) {
        answer.complete(message);
      }
      return;
    }
    switch (message.text("method").orElse("")) {
      case "Page.loadEventFired" -> loaded.complete(null);
      case "Runtime.exceptionThrown", "Log.entryAdded" -> problems.add(message.text());
      case "Runtime.consoleAPICalled" -> problems.add(message.text());
      default -> {}
    }
  }

  private JsonObject call(String method, JsonObject parameters) throws Exception {
    long id = ids.incrementAndGet();
    CompletableFuture<JsonObject> answer = new CompletableFuture<>();
    answers.put(id, answer);
    String request =
        JsonObject.builder()
            .put("id", id)
            .put("method", method)
            .put("params", parameters)
            .build()
            .text();
    socket.sendText(request, true).get(SECONDS, TimeUnit.SECONDS);
    JsonObject message = answer.get(SECONDS, TimeUnit.SECONDS);
    if (message.get("error").isPresent()) {
      throw new IOException(method + ": " + message.text());
    }
    return message.object("result");
  }

  /** Opens a file at a size of the window, and waits until it is drawn. */
  void open(Path file, int width, int height) throws Exception {
    problems.clear();
    for (String domain : List.of("Page", "Runtime", "Log")) {
      call(domain + ".enable", JsonObject.EMPTY);
    }
    resize(width, height);
    loaded = new CompletableFuture<>();
    call("Page.navigate", JsonObject.builder().put("url", file.toUri().toString()).build());
    loaded.get(SECONDS, TimeUnit.SECONDS);
    drawn();
  }

  void resize(int width, int height) throws Exception {
    call(
        "Emulation.setDeviceMetricsOverride",
        JsonObject.builder()
            .put("width", width)
            .put("height", height)
            .put("deviceScaleFactor", 1)
            .put("mobile", false)
            .build());
  }

  /** Waits for two frames, after which every plot had its size told. */
  void drawn() throws Exception {
    evaluate(
        "new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => done(1))))");
  }

  /** The value of an expression, or of the promise that it gives. */
  Json evaluate(String expression) throws Exception {
    JsonObject result =
        call(
            "Runtime.evaluate",
            JsonObject.builder()
                .put("expression", expression)
                .put("awaitPromise", true)
                .put("returnByValue", true)
                .build());
    if (result.get("exceptionDetails").isPresent()) {
      throw new IOException(expression + ": " + result.text());
    }
    return result.object("result").get("value").orElse(Json.NULL);
  }

  String text(String expression) throws Exception {
    return ((JsonText) evaluate("String(" + expression + ")")).value();
  }

  /** A picture of the whole page, as PNG. */
  void screenshot(Path file) throws Exception {
    JsonObject image =
        call(
            "Page.captureScreenshot",
            JsonObject.builder().put("format", "png").put("captureBeyondViewport", true).build());
    Files.write(file, Base64.getDecoder().decode(image.text("data").orElseThrow()));
  }

  /** What the page wrote to its console, threw, or was refused. */
  List<String> problems() {
    synchronized (problems) {
      return List.copyOf(problems);
    }
  }

  @Override
  public void close() {
    socket.abort();
    client.shutdownNow();
    process.destroy();
    try {
      if (!process.waitFor(5, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException interrupted) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
