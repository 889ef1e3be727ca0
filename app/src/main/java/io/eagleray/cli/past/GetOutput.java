package io.eagleray.cli.past;

import io.eagleray.cli.console.Root;
import io.eagleray.file.WholeFile;
import io.eagleray.json.Json;
import io.eagleray.json.JsonNumber;
import io.eagleray.json.JsonObject;
import io.eagleray.json.JsonText;
import io.eagleray.json.PlainJson;
import io.eagleray.problem.InvalidInputException;
import io.eagleray.problem.Location;
import io.eagleray.spi.Catalog;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where {@code get} puts what it got.
 *
 * @param name what was asked for
 * @param out the file; {@code -} is standard output, and so is none for a value
 */
record GetOutput(Root root, String name, Optional<Path> out) {
  private static final Path STANDARD = Path.of("-");

  /** Puts a value there, as text. */
  void value(Json json) {
    if (out.isEmpty() || isStandard()) {
      console().println(text(json));
      return;
    }
    try {
      Path file = target();
      WholeFile.write(file, text(json) + "\n");
      told(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * A number that JSON has no form for is its name; in lists and mappings, and for programs, text.
   */
  private String text(Json json) {
    Json plain = PlainJson.of(json);
    return json instanceof JsonNumber && plain instanceof JsonText word && !root.isJson()
        ? word.value()
        : plain.text();
  }

  /** Puts an object or a file there. */
  void object(Catalog catalog, String sha256) {
    if (out.isEmpty()) {
      throw new InvalidInputException(
          Location.of("command line"),
          "\""
              + name
              + "\" is a file or an object: say where to put it with -o FILE (- is"
              + " standard output)");
    }
    if (isStandard()) {
      print(catalog, sha256);
      return;
    }
    Path file = target();
    catalog.export(sha256, file);
    told(file);
  }

  private void print(Catalog catalog, String sha256) {
    try {
      Path folder = Files.createTempDirectory("eagleray-get-");
      Path file = folder.resolve("object");
      try {
        catalog.export(sha256, file);
        Files.copy(file, console());
        console().flush();
      } finally {
        Files.deleteIfExists(file);
        Files.delete(folder);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private boolean isStandard() {
    return out.filter(STANDARD::equals).isPresent();
  }

  private PrintStream console() {
    return root.console().out();
  }

  private Path target() {
    return root.console().directory().resolve(out.orElseThrow());
  }

  private void told(Path file) {
    if (root.isJson()) {
      console().println(JsonObject.builder().put("file", file.toString()).build().text());
    } else if (!root.isQuiet()) {
      console().println(name + " is in " + out.orElseThrow());
    }
  }
}
