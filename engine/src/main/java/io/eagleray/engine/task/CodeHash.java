package io.eagleray.engine.task;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;

/** The hash of all that code is made of: words, each with where it ends. */
final class CodeHash {
  private final MessageDigest digest = FileContents.digest();

  /** Counts a word. */
  CodeHash add(String word) {
    byte[] bytes = word.getBytes(StandardCharsets.UTF_8);
    digest.update((bytes.length + ":").getBytes(StandardCharsets.UTF_8));
    digest.update(bytes);
    return this;
  }

  /** The hash, in lower-case hex. */
  String hex() {
    return HexFormat.of().formatHex(digest.digest());
  }
}
