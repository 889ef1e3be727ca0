package io.eagleray.launch;

import io.eagleray.file.WholeFile;
import io.eagleray.hash.Sha256;
import io.eagleray.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * The file of a pipeline that code has made, in the state folder: the engine runs it like any
 * other, and the command line can take its runs up again.
 */
final class PipelineFile {
  private static final int HASH_DIGITS = 12;

  /** A name of a file has 255 bytes at most. */
  private static final int LONGEST_NAME = 100;

  private PipelineFile() {}

  /**
   * Writes the file, whose name goes by what is in it.
   *
   * @return the file
   */
  static Path write(JsonObject document, String name, Path state) {
    byte[] bytes = (document.text() + "\n").getBytes(StandardCharsets.UTF_8);
    String hash = Sha256.of(bytes).substring(0, HASH_DIGITS);
    Path file = state.resolve("pipelines").resolve(plain(name) + "-" + hash + ".json");
    try {
      WholeFile.write(file, bytes);
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException("the pipeline's file " + file + " cannot be written", e);
    }
  }

  private static String plain(String name) {
    String plain = name.replaceAll("[^A-Za-z0-9_-]+", "-");
    return plain.substring(0, Math.min(plain.length(), LONGEST_NAME));
  }
}
