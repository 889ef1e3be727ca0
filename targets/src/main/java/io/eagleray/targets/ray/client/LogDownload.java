package io.eagleray.targets.ray.client;

import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.BodySubscribers;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow.Subscription;

/** One read of a whole log, as it comes. */
final class LogDownload {
  // Ray reads the whole file and makes JSON of it before it sends the first byte.
  private static final Duration FIRST_BYTE = Duration.ofSeconds(60);
  private static final Duration NEXT_BYTE = Duration.ofSeconds(30);

  private final RayHttp http;
  private final String path;

  LogDownload(RayHttp http, String path) {
    this.http = http;
    this.path = path;
  }

  /** Reads the log from its start; what the cursor has is skipped. */
  void into(LogCursor cursor) {
    HttpResponse<Object> response =
        http.send(
            http.request(path).GET(),
            FIRST_BYTE,
            info ->
                info.statusCode() == 200
                    ? new Streaming()
                    : BodySubscribers.mapping(new BoundedBody(), bytes -> bytes));
    if (response.body() instanceof byte[] bytes) {
      throw new Answer(response.uri(), response.statusCode(), "", "", bytes).error();
    }
    read((Streaming) response.body(), cursor);
  }

  private void read(Streaming body, LogCursor cursor) {
    LogsJson json = new LogsJson(cursor);
    cursor.beginPass();
    while (true) {
      Optional<Chunks.Chunk> next = body.chunks.poll(NEXT_BYTE);
      if (next.isEmpty()) {
        body.cancel();
        throw new RayException.NoAnswerException(
            http.connection().resolve(path)
                + " sent nothing for "
                + TransportErrors.seconds(NEXT_BYTE),
            NEXT_BYTE);
      }
      switch (next.get()) {
        case Chunks.Chunk.Data data -> {
          json.take(data.bytes());
          data.more().run();
        }
        case Chunks.Chunk.Alive alive -> {}
        case Chunks.Chunk.End end -> {
          if (!json.isComplete()) {
            throw new RayException.UnreachableException(
                "the log from " + http.connection().resolve(path) + " is cut off: " + end.reason());
          }
          return;
        }
      }
    }
  }

  /** A body that is taken piece by piece. */
  private static final class Streaming implements BodySubscriber<Object> {
    private final Chunks chunks = new Chunks();
    private final CompletableFuture<Subscription> source = new CompletableFuture<>();

    @Override
    public CompletionStage<Object> getBody() {
      return CompletableFuture.completedFuture(this);
    }

    void cancel() {
      source.thenAccept(Subscription::cancel);
    }

    @Override
    public void onSubscribe(Subscription subscription) {
      source.complete(subscription);
      subscription.request(1);
    }

    @Override
    public void onNext(List<ByteBuffer> buffers) {
      int size = buffers.stream().mapToInt(ByteBuffer::remaining).sum();
      ByteBuffer all = ByteBuffer.allocate(size);
      buffers.forEach(all::put);
      chunks.put(
          new Chunks.Chunk.Data(
              all.array(), () -> source.thenAccept(subscription -> subscription.request(1))));
    }

    @Override
    public void onError(Throwable error) {
      chunks.put(new Chunks.Chunk.End(false, OneLine.of(String.valueOf(error.getMessage()))));
    }

    @Override
    public void onComplete() {
      chunks.put(new Chunks.Chunk.End(true, "the answer ended early"));
    }
  }
}
