package io.eagleray.targets.ray.driver;

import io.eagleray.json.Json;
import io.eagleray.json.JsonArray;
import io.eagleray.json.JsonException;
import io.eagleray.json.JsonObject;
import io.eagleray.run.EventCodec;
import io.eagleray.run.EventFormatException;
import io.eagleray.run.Failure;
import io.eagleray.run.RunEvent;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * Tells the driver's lines from all others in a job's log, and reads them.
 *
 * <p>A line of the driver is {@code @eagleray NONCE {json}}. The nonce is drawn for each
 * submission, so nothing that user code prints is taken for one.
 */
public final class DriverLines {
  private final String mark;

  /**
   * @param nonce the submission's
   */
  public DriverLines(String nonce) {
    this.mark = "@eagleray " + nonce + " ";
  }

  /**
   * Reads a line of the log.
   *
   * @return empty for a line that is not the driver's
   * @throws DriverLineException for one that is, and cannot be read
   */
  public Optional<DriverLine> read(String line) {
    if (!line.startsWith(mark)) {
      return Optional.empty();
    }
    try {
      if (Json.parse(line.substring(mark.length())) instanceof JsonObject message) {
        return Optional.of(message(message));
      }
      throw new DriverLineException("a line of the driver is no JSON object: " + line);
    } catch (JsonException | EventFormatException | IllegalArgumentException e) {
      throw new DriverLineException("a line of the driver cannot be read: " + e.getMessage(), e);
    }
  }

  private static DriverLine message(JsonObject message) {
    long number =
        message
            .integer("n")
            .orElseThrow(() -> new DriverLineException("a line of the driver has no number"));
    if (message.get("hello").isPresent()) {
      JsonObject hello = message.object("hello");
      return new DriverLine.Hello(
          number,
          hello.text("ray").orElse(""),
          hello.text("python").orElse(""),
          hello.isTrue("shared"));
    }
    if (message.fields().get("events") instanceof JsonArray events) {
      return new DriverLine.Events(number, events(events));
    }
    if (message.get("object").isPresent()) {
      return part(number, message.object("object"));
    }
    if (message.get("end").isPresent()) {
      return new DriverLine.End(number, ending(message.object("end")));
    }
    return new DriverLine.Note(
        number,
        message
            .text("note")
            .orElseThrow(() -> new DriverLineException("an unknown line of the driver")));
  }

  private static List<RunEvent.OfTrial> events(JsonArray array) {
    List<RunEvent.OfTrial> events = new ArrayList<>();
    for (Json item : array.items()) {
      if (!(item instanceof JsonObject event)
          || !(EventCodec.read(event.text("type").orElse(""), event.object("body").text())
              instanceof RunEvent.OfTrial ofTrial)) {
        throw new DriverLineException("a driver tells of trials only, not " + item.text());
      }
      events.add(ofTrial);
    }
    return events;
  }

  private static DriverLine part(long number, JsonObject part) {
    return new DriverLine.ObjectPart(
        number,
        part.text("sha256").orElse(""),
        part.integer("size").orElse(0),
        Math.toIntExact(part.integer("part").orElse(0)),
        Math.toIntExact(part.integer("parts").orElse(1)),
        Base64.getDecoder().decode(part.text("data").orElse("")));
  }

  private static DriverLine.Ending ending(JsonObject end) {
    return switch (end.text("outcome").orElse("")) {
      case "done" -> new DriverLine.Ending.Done(end.text("ended"), end.object("values").fields());
      case "failed" -> new DriverLine.Ending.Failed(failure(end.object("failure")));
      case "cancelled" -> new DriverLine.Ending.Cancelled();
      default -> throw new DriverLineException("an unknown outcome: " + end.text());
    };
  }

  private static Failure failure(JsonObject failure) {
    return new Failure(
        failure.text("type").orElse("error"),
        failure.text("message").orElse("it did not say why"),
        failure.text("at"),
        failure.text("stack").orElse(""));
  }
}
