package io.eagleray.engine.hash;

import io.eagleray.spi.CatalogException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** The SHA-256 of files, in lower-case hex, with the memory of one buffer. */
public final class FileHash {
  private static final int BUFFER = 1 << 16;
  private static final Pattern FORM = Pattern.compile("[0-9a-f]{64}");

  private FileHash() {}

  /** Whether a text has the form of a hash. */
  public static boolean isHash(String text) {
    return FORM.matcher(text).matches();
  }

  /** The hash, if it has the form of one, so that it may be part of a path. */
  public static String check(String sha256) {
    if (!isHash(sha256)) {
      throw new CatalogException("\"" + sha256 + "\" is no SHA-256 in lower-case hex");
    }
    return sha256;
  }

  /** The hash of a file. */
  public static String of(Path file) throws IOException {
    return copy(file, OutputStream.nullOutputStream());
  }

  /** Copies a file and tells the hash of what was copied. */
  public static String copy(Path source, OutputStream target) throws IOException {
    byte[] buffer = new byte[BUFFER];
    try (ContentHash hash = ContentHash.begin(Files.size(source));
        InputStream input = Files.newInputStream(source)) {
      for (int read = input.read(buffer); read >= 0; read = input.read(buffer)) {
        hash.update(buffer, 0, read);
        target.write(buffer, 0, read);
      }
      return hash.hex();
    }
  }
}
