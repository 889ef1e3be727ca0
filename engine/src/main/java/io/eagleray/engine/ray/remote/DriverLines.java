package io.eagleray.engine.ray.remote;

import io.eagleray.json.JsonObject;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** Lines to the driver. Thread-safe. */
final class DriverLines {
  private final OutputStream out;

  DriverLines(OutputStream out) {
    this.out = out;
  }

  /**
   * Sends one line, in one piece.
   *
   * @throws DriverGoneException if nobody reads it
   */
  synchronized void send(JsonObject message) {
    try {
      out.write((message.text() + "\n").getBytes(StandardCharsets.UTF_8));
      out.flush();
      if (out instanceof PrintStream stream && stream.checkError()) {
        throw new IOException("the stream is closed");
      }
    } catch (IOException e) {
      throw new DriverGoneException(e);
    }
  }
}
