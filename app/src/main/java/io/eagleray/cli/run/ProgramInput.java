package io.eagleray.cli.run;

import io.eagleray.json.Json;
import io.eagleray.json.JsonObject;
import io.eagleray.problem.InvalidInputException;
import io.eagleray.problem.Location;
import io.eagleray.yaml.Assignment;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import picocli.CommandLine.Option;

/**
 * What a program that runs its own pipeline says on standard input: in the first line its
 * parameters, a JSON object, for a command line holds no long ones. Whatever comes behind it, be it
 * the end because the program is gone, ends the run.
 */
final class ProgramInput {
  @Option(
      names = "--with-input",
      hidden = true,
      description = "takes parameters from standard input, and ends the run when that ends")
  private boolean withInput;

  /**
   * The parameters, as {@code name=value} with JSON. To be asked for once, before {@link #onEnd}.
   *
   * @throws InvalidInputException if there is no first line, or a name in it that none can have
   */
  List<String> parameters(InputStream input) {
    if (!withInput) {
      return List.of();
    }
    if (!(Json.parse(firstLine(input)) instanceof JsonObject given)) {
      throw new IllegalArgumentException("parameters are an object");
    }
    return given.fields().entrySet().stream()
        .map(field -> assignment(field.getKey(), field.getValue()))
        .toList();
  }

  private static String assignment(String name, Json value) {
    if (!Assignment.canName(name)) {
      throw new InvalidInputException(
          Location.of("standard input"),
          "the parameter \"" + name + "\" must have a name without = and without blanks around it");
    }
    return name + "=" + value.text();
  }

  private static String firstLine(InputStream input) {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    try {
      for (int next = input.read(); next != '\n'; next = input.read()) {
        if (next < 0) {
          throw new InvalidInputException(
              Location.of("standard input"), "it ended before the parameters");
        }
        line.write(next);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return line.toString(StandardCharsets.UTF_8);
  }

  /** Does something, in a thread of its own, once the program asks for the end or is gone. */
  void onEnd(InputStream input, Runnable action) {
    if (withInput) {
      InputWatch.start(input, InputStream::read, action);
    }
  }
}
