package io.eagleray.engine.store.postgres;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * The number under which PostgreSQL locks a run: 64 bits of a hash of the schema and the id.
 *
 * @param number as its functions take it
 */
record RunKey(long number) {
  static RunKey of(String schema, String runId) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256")
              .digest((schema + "/" + runId).getBytes(StandardCharsets.UTF_8));
      return new RunKey(ByteBuffer.wrap(hash).getLong());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** As the table of locks has it, in two halves. */
  long high() {
    return number >>> 32;
  }

  long low() {
    return number & 0xffff_ffffL;
  }
}
