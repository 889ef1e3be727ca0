package io.eagleray.targets.ray.client;

import java.net.URI;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** A WebSocket that sends a log from its start. */
final class LogSocket implements AutoCloseable {
  private static final int NORMAL_CLOSE = 1000;

  // Pieces of at most 16 KiB that may wait; a few, so that neither side waits for the other.
  private static final int AHEAD = 16;

  private final Chunks chunks = new Chunks();
  private final WebSocket socket;

  private LogSocket(RayHttp http, String path) {
    WebSocket.Builder builder =
        http.client().newWebSocketBuilder().connectTimeout(http.timeouts().get());
    RayConnection connection = http.connection();
    connection.headers().forEach(builder::header);
    builder.header("User-Agent", RayHttp.USER_AGENT);
    http.bearer().ifPresent(value -> builder.header("Authorization", value));
    URI uri = connection.resolve(path);
    URI place = URI.create("ws" + uri.toString().substring("http".length()));
    this.socket = await(place, builder.buildAsync(place, new Hearing()), http.timeouts().get());
  }

  /**
   * Opens one.
   *
   * @throws RayException.RejectedException if something on the way does not let WebSockets through
   */
  static LogSocket open(RayHttp http, String path) {
    return new LogSocket(http, path);
  }

  private static WebSocket await(URI uri, CompletableFuture<WebSocket> opening, Duration limit) {
    try {
      return opening.get(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      opening.cancel(true);
      throw TransportErrors.of(uri, e, limit);
    } catch (ExecutionException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      if (cause instanceof WebSocketHandshakeException refused) {
        throw new RayException.RejectedException(
            uri + " opens no WebSocket (HTTP " + refused.getResponse().statusCode() + ")");
      }
      throw TransportErrors.of(uri, cause, limit);
    } catch (InterruptedException e) {
      opening.cancel(true);
      Thread.currentThread().interrupt();
      throw new RayException.InterruptedCallException("interrupted while opening " + uri);
    }
  }

  Chunks chunks() {
    return chunks;
  }

  /** Asks for a sign of life; where that cannot be sent, it is the end. */
  void ping() {
    CompletableFuture<WebSocket> unused =
        socket
            .sendPing(ByteBuffer.allocate(0))
            .whenComplete((sent, failure) -> {
              if (failure != null) {
                chunks.put(new Chunks.Chunk.End(false, OneLine.of(String.valueOf(failure))));
              }
            });
  }

  @Override
  public void close() {
    socket.abort();
  }

  private final class Hearing implements WebSocket.Listener {
    private String rest = "";

    @Override
    public void onOpen(WebSocket from) {
      from.request(AHEAD);
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
      String text = rest + data;
      rest = "";
      if (!text.isEmpty() && Character.isHighSurrogate(text.charAt(text.length() - 1))) {
        rest = text.substring(text.length() - 1);
        text = text.substring(0, text.length() - 1);
      }
      give(from, text.getBytes(StandardCharsets.UTF_8));
      return null;
    }

    @Override
    public @Nullable CompletionStage<?> onBinary(WebSocket from, ByteBuffer data, boolean last) {
      byte[] bytes = new byte[data.remaining()];
      data.get(bytes);
      give(from, bytes);
      return null;
    }

    private void give(WebSocket from, byte[] bytes) {
      chunks.put(new Chunks.Chunk.Data(bytes, () -> from.request(1)));
    }

    @Override
    public @Nullable CompletionStage<?> onPong(WebSocket from, ByteBuffer message) {
      chunks.put(new Chunks.Chunk.Alive());
      from.request(1);
      return null;
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket from, int code, String reason) {
      chunks.put(new Chunks.Chunk.End(code == NORMAL_CLOSE, "closed with code " + code));
      return null;
    }

    @Override
    public void onError(WebSocket from, Throwable error) {
      chunks.put(new Chunks.Chunk.End(false, OneLine.of(String.valueOf(error.getMessage()))));
    }
  }
}
