package io.eagleray.yaml;

import io.eagleray.json.Json;
import io.eagleray.json.JsonException;
import io.eagleray.problem.InvalidInputException;
import io.eagleray.problem.Location;

/** {@code name=value} of a command line; the value is JSON, or else text. */
public record Assignment(String name, Json value) {
  /**
   * Reads it.
   *
   * @param example for the message where it is none
   * @throws InvalidInputException if there is no name or no {@code =}
   */
  public static Assignment parse(String text, String example) {
    int equals = text.indexOf('=');
    if (equals < 1) {
      throw new InvalidInputException(
          Location.of("command line"), "\"" + text + "\" must be name=value, as in " + example);
    }
    return new Assignment(text.substring(0, equals).strip(), value(text.substring(equals + 1)));
  }

  private static Json value(String text) {
    try {
      return Json.parse(text);
    } catch (JsonException e) {
      return Json.of(text);
    }
  }
}
