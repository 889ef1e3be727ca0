package io.eagleray.search.journal;

import java.nio.ByteBuffer;

/** Numbers in as few bytes as they need: seven bits in each, the lowest first. */
final class Varint {
  private Varint() {}

  /** Writes a number that is at least 0. */
  static void write(long value, ByteBuffer out) {
    long rest = value;
    while (rest > 0x7F) {
      out.put((byte) (rest & 0x7F | 0x80));
      rest >>>= 7;
    }
    out.put((byte) rest);
  }

  static long read(ByteBuffer in) {
    long value = 0;
    int shift = 0;
    byte next;
    do {
      next = in.get();
      value |= (long) (next & 0x7F) << shift;
      shift += 7;
    } while (next < 0 && shift < 64);
    return value;
  }

  /** How many bytes a number takes. */
  static int length(long value) {
    return Math.max(1, (70 - Long.numberOfLeadingZeros(value)) / 7);
  }
}
