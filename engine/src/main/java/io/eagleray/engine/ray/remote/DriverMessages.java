package io.eagleray.engine.ray.remote;

import io.eagleray.engine.walk.CancellationSource;
import io.eagleray.json.Json;
import io.eagleray.json.JsonException;
import io.eagleray.json.JsonObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.util.Optional;

/**
 * Hears the driver, on a thread of its own, until the driver says something that cannot be
 * understood or says no more. Then the study is cancelled, and nothing is heard of any trial.
 */
final class DriverMessages implements Runnable {
  private final BufferedReader in;
  private final RemoteTrials trials;
  private final CancellationSource cancellation;
  private volatile Optional<MessageException> fault = Optional.empty();
  private volatile boolean gone;

  DriverMessages(BufferedReader in, RemoteTrials trials, CancellationSource cancellation) {
    this.in = in;
    this.trials = trials;
    this.cancellation = cancellation;
  }

  /** Reads one message; empty at the end of the input. Blank lines count for nothing. */
  static Optional<JsonObject> read(BufferedReader in) throws IOException {
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      if (!line.isBlank()) {
        return Optional.of(parse(line));
      }
    }
    return Optional.empty();
  }

  private static JsonObject parse(String line) {
    try {
      if (Json.parse(line) instanceof JsonObject message) {
        return message;
      }
    } catch (JsonException e) {
      throw new MessageException("a line that is no JSON: " + shortened(line), e);
    }
    throw new MessageException("a line that is no JSON object: " + shortened(line));
  }

  private static String shortened(String line) {
    return line.length() <= 200 ? line : line.substring(0, 200) + "…";
  }

  @Override
  public void run() {
    try {
      Optional<JsonObject> message = read(in);
      while (message.isPresent()) {
        take(message.get());
        message = read(in);
      }
      gone = true;
    } catch (IOException e) {
      gone = true;
    } catch (MessageException e) {
      fault = Optional.of(e);
    } finally {
      cancellation.request();
      trials.close();
    }
  }

  private void take(JsonObject message) {
    String op = message.text("op").orElse("");
    switch (op) {
      case "report" -> trials.report(message);
      case "ended" -> trials.ended(message);
      case "cancel" -> cancellation.request();
      default -> throw new MessageException("\"op\" must be report, ended or cancel: " + message);
    }
  }

  /** What the driver said that cannot be understood. */
  Optional<MessageException> fault() {
    return fault;
  }

  /** Whether the driver says no more. */
  boolean isGone() {
    return gone;
  }
}
