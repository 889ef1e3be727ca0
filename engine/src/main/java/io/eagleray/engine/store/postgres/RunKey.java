package io.eagleray.engine.store.postgres;

import io.eagleray.hash.Sha256;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * The number under which PostgreSQL locks a run: 64 bits of a hash of the schema and the id.
 *
 * @param number as its functions take it
 */
record RunKey(long number) {
  static RunKey of(String schema, String runId) {
    byte[] hash = Sha256.digest().digest((schema + "/" + runId).getBytes(StandardCharsets.UTF_8));
    return new RunKey(ByteBuffer.wrap(hash).getLong());
  }

  /** As the table of locks has it, in two halves. */
  long high() {
    return number >>> 32;
  }

  long low() {
    return number & 0xffff_ffffL;
  }
}
