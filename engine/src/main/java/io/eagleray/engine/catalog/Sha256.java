package io.eagleray.engine.catalog;

import io.eagleray.spi.CatalogException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/** Hashes of contents, in lower-case hex, with the memory of one buffer. */
final class Sha256 {
  private static final int BUFFER = 1 << 16;
  private static final Pattern FORM = Pattern.compile("[0-9a-f]{64}");

  private Sha256() {}

  /** The hash, if it has the form of one, so that it may be part of a path. */
  static String check(String sha256) {
    if (!FORM.matcher(sha256).matches()) {
      throw new CatalogException("\"" + sha256 + "\" is no SHA-256 in lower-case hex");
    }
    return sha256;
  }

  static String of(Path file) throws IOException {
    return copy(file, OutputStream.nullOutputStream());
  }

  /** Copies a file and tells the hash of what was copied. */
  static String copy(Path source, OutputStream target) throws IOException {
    MessageDigest digest = digest();
    byte[] buffer = new byte[BUFFER];
    try (InputStream input = Files.newInputStream(source)) {
      for (int read = input.read(buffer); read >= 0; read = input.read(buffer)) {
        digest.update(buffer, 0, read);
        target.write(buffer, 0, read);
      }
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  /** A hash of what goes through a stream. */
  static Running running() {
    return new Running(digest());
  }

  /** A hash of what was seen so far. */
  record Running(MessageDigest digest) {
    /** The hash; nothing more may be seen after. */
    String hex() {
      return HexFormat.of().formatHex(digest.digest());
    }
  }

  private static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
