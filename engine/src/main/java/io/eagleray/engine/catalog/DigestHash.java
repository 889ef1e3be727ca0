package io.eagleray.engine.catalog;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Hashed in this process. */
final class DigestHash implements ContentHash {
  private final MessageDigest digest;

  DigestHash() {
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  @Override
  public void update(byte[] bytes, int from, int length) {
    digest.update(bytes, from, length);
  }

  @Override
  public String hex() {
    return HexFormat.of().formatHex(digest.digest());
  }

  @Override
  public void close() {}
}
