package io.eagleray.worker;

import io.eagleray.worker.json.Fields;
import io.eagleray.worker.json.Json;
import io.eagleray.worker.json.JsonException;
import io.eagleray.worker.task.Tasks;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads the engine's messages until their end, and starts, decides and cancels tasks. */
final class Worker {
  private final LineReader lines;
  private final PipeWriter replies;
  private final Tasks tasks;

  Worker(InputStream in, OutputStream out) {
    this.lines = new LineReader(in);
    this.replies = new PipeWriter(out);
    this.tasks = new Tasks(replies);
  }

  /**
   * Works until the pipe from the engine ends.
   *
   * @throws JsonException for a message that breaks the protocol
   */
  void work() throws IOException {
    replies.send(ready());
    for (Optional<String> line = lines.next(); line.isPresent(); line = lines.next()) {
      handle(Fields.of(Json.parse(line.get())));
    }
  }

  /** Whether no task runs. */
  boolean isIdle() {
    return tasks.isIdle();
  }

  private void handle(Fields message) {
    switch (message.text("op")) {
      case "function" -> tasks.define(message);
      case "run" -> tasks.start(message);
      case "decision" -> tasks.decide(message);
      case "cancel" -> tasks.cancel(message);
      default -> throw new JsonException("unknown message \"" + message.text("op") + "\"");
    }
  }

  private static Map<String, @Nullable Object> ready() {
    Map<String, @Nullable Object> ready = new LinkedHashMap<>();
    ready.put("op", "ready");
    ready.put("language", "java");
    ready.put("version", Runtime.version().toString());
    ready.put("pid", ProcessHandle.current().pid());
    return ready;
  }
}
