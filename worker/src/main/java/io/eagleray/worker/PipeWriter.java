package io.eagleray.worker;

import io.eagleray.worker.json.Json;
import io.eagleray.worker.task.Replies;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * Writes messages to the engine, each on one line. The thread that finds nobody writing writes its
 * own message and, together in one write, those that others leave meanwhile.
 */
final class PipeWriter implements Replies {
  private final OutputStream pipe;
  private final Queue<String> waiting = new ArrayDeque<>();
  private boolean writing;

  PipeWriter(OutputStream pipe) {
    this.pipe = pipe;
  }

  @Override
  public void send(Map<String, @Nullable Object> message) {
    String line = Json.write(message) + "\n";
    synchronized (this) {
      if (writing) {
        waiting.add(line);
        return;
      }
      writing = true;
    }
    while (line != null) {
      try {
        pipe.write(line.getBytes(StandardCharsets.UTF_8));
      } catch (IOException e) {
        // The engine is gone; the end of the other pipe ends this process.
      }
      line = next();
    }
  }

  private synchronized @Nullable String next() {
    if (waiting.isEmpty()) {
      writing = false;
      notifyAll();
      return null;
    }
    String lines = waiting.size() == 1 ? waiting.remove() : String.join("", waiting);
    waiting.clear();
    return lines;
  }

  @Override
  public synchronized void drain() {
    boolean interrupted = false;
    while (writing) {
      try {
        wait();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
