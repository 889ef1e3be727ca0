package io.eagleray.engine.hash;

import io.eagleray.hash.Sha256;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;

/** The SHA-256 of words in UTF-8; where one ends and the next begins counts. */
public final class WordHash {
  private final MessageDigest digest = Sha256.digest();

  /** Counts a word. */
  public WordHash add(String word) {
    byte[] bytes = word.getBytes(StandardCharsets.UTF_8);
    digest.update((bytes.length + ":").getBytes(StandardCharsets.UTF_8));
    digest.update(bytes);
    return this;
  }

  /** The hash, in lower-case hex. */
  public String hex() {
    return HexFormat.of().formatHex(digest.digest());
  }
}
