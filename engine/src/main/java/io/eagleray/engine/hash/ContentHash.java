package io.eagleray.engine.hash;

import java.io.IOException;
import java.io.InputStream;

/**
 * The SHA-256 of bytes that come one after the other. What is large is hashed by the system's own
 * program, in a process beside this one: the usual start of this one has no optimising compiler,
 * and hashes some ten times slower without it.
 */
public sealed interface ContentHash extends AutoCloseable permits DigestHash, ProgramHash {
  /** Below this, in bytes, another process costs more than it saves. */
  long LARGE = 8L << 20;

  /** A hash of nothing yet. */
  static ContentHash begin(long expectedSize) throws IOException {
    return expectedSize >= LARGE && ProgramHash.isThere() ? ProgramHash.begin() : new DigestHash();
  }

  /** Takes more bytes in. */
  void update(byte[] bytes, int from, int length) throws IOException;

  /** The hash in lower-case hex; nothing may be taken in after it. */
  String hex() throws IOException;

  @Override
  void close();

  /** Takes in what is read from the stream. */
  default InputStream over(InputStream source) {
    return new InputStream() {
      @Override
      public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
      }

      @Override
      public int read(byte[] bytes, int from, int length) throws IOException {
        int count = source.read(bytes, from, length);
        if (count > 0) {
          update(bytes, from, count);
        }
        return count;
      }

      @Override
      public void close() throws IOException {
        source.close();
      }
    };
  }
}
