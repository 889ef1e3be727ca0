package io.eagleray.targets.ray.client;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * Hands bytes from the HTTP client's thread to the one that follows. Its bound is the client's: the
 * next bytes are asked for when the ones before were taken.
 */
final class Chunks {
  /** What comes. */
  sealed interface Chunk {
    /** Bytes; {@code more} asks for the next. */
    record Data(byte[] bytes, Runnable more) implements Chunk {}

    /** A sign of life. */
    record Alive() implements Chunk {}

    /** The end; not a regular one where the connection broke. */
    record End(boolean isRegular, String reason) implements Chunk {}
  }

  private final LinkedBlockingQueue<Chunk> queue = new LinkedBlockingQueue<>();

  void put(Chunk chunk) {
    queue.add(chunk);
  }

  /** The next; empty where none comes in time. */
  Optional<Chunk> poll(Duration patience) {
    try {
      return Optional.ofNullable(queue.poll(patience.toMillis(), TimeUnit.MILLISECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new RayException.InterruptedCallException("interrupted while following a log");
    }
  }
}
