package io.eagleray.engine.secret;

import io.eagleray.problem.Location;
import io.eagleray.problem.Problems;
import io.eagleray.problem.Topic;
import io.eagleray.spi.Secrets;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * Secrets in a file of {@code NAME=value} lines, as {@code .env} files are written; see {@link
 * DotenvReader} for the form. Of a name given twice the last value holds.
 */
public final class DotenvSecrets implements Secrets {
  private final Path file;
  private final Map<String, String> values;

  private DotenvSecrets(Path file, Map<String, String> values) {
    this.file = file;
    this.values = Map.copyOf(values);
  }

  /**
   * Reads a file. What is wrong with it or its lines is told to the problems, never with what they
   * hold.
   */
  public static DotenvSecrets read(Path file, Problems all) {
    Problems problems = all.about(Topic.SECRETS);
    try {
      String text = Files.readString(file);
      return new DotenvSecrets(file, new DotenvReader(file.toString(), text, problems).read());
    } catch (CharacterCodingException e) {
      problems.error(Location.of(file.toString()), "the file of secrets is not UTF-8 text");
    } catch (NoSuchFileException e) {
      problems.error(Location.of(file.toString()), "there is no such file of secrets");
    } catch (IOException e) {
      problems.error(
          Location.of(file.toString()), "the file of secrets cannot be read: " + e.getMessage());
    }
    return new DotenvSecrets(file, Map.of());
  }

  /** Reads a file that may be missing: a secret that it should have is told of then. */
  public static DotenvSecrets readIfThere(Path file, Problems all) {
    return Files.exists(file) ? read(file, all) : new DotenvSecrets(file, Map.of());
  }

  @Override
  public Optional<String> find(String name) {
    return Optional.ofNullable(values.get(name));
  }

  @Override
  public String place() {
    return "the file " + file;
  }
}
