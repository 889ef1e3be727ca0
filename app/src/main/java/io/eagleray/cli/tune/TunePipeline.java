package io.eagleray.cli.tune;

import io.eagleray.file.WholeFile;
import io.eagleray.hash.Sha256;
import io.eagleray.json.Json;
import io.eagleray.problem.InvalidInputException;
import io.eagleray.problem.Location;
import io.eagleray.problem.Problem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A pipeline with one Ray step, as text, which knows what its user wrote each line by: an option,
 * or a place in the file of the space. So the engine runs a file like any other, resumes it when
 * the space's file is gone, and its user hears of problems where they were made.
 */
public final class TunePipeline {
  private static final int HASH_DIGITS = 12;

  private final List<String> lines = new ArrayList<>();
  private final List<Optional<Location>> origins = new ArrayList<>();

  TunePipeline() {}

  /** A line of the frame. */
  TunePipeline frame(String line) {
    lines.add(line);
    origins.add(Optional.empty());
    return this;
  }

  /** A key with its value, and where the user gave it. */
  TunePipeline entry(int indent, String key, Json value, Location origin) {
    lines.add(" ".repeat(indent) + Json.of(key).text() + ": " + value.text());
    origins.add(Optional.of(origin));
    return this;
  }

  /** As YAML. */
  String text() {
    return String.join("\n", lines) + "\n";
  }

  /**
   * Writes the file, whose name goes by what is in it.
   *
   * @return the file
   */
  public Path write(Path folder) {
    Path file = folder.resolve(Sha256.of(text()).substring(0, HASH_DIGITS) + ".yaml");
    try {
      WholeFile.write(file, text());
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The same problems, told where the user wrote what is wrong. */
  public InvalidInputException relocated(InvalidInputException error, String file) {
    return new InvalidInputException(
        error.problems().stream()
            .map(problem ->
                new Problem(
                    origin(problem.at(), file),
                    problem.severity(),
                    problem.message(),
                    problem.topic()))
            .toList());
  }

  private Location origin(Location at, String file) {
    boolean isHere = at.file().equals(file) && at.line() >= 1 && at.line() <= origins.size();
    return isHere ? origins.get(at.line() - 1).orElse(at) : at;
  }
}
