package io.eagleray.engine.hash;

import io.eagleray.hash.Sha256;
import java.security.MessageDigest;
import java.util.HexFormat;

/** Hashed in this process. */
final class DigestHash implements ContentHash {
  private final MessageDigest digest = Sha256.digest();

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
