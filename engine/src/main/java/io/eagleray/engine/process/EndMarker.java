package io.eagleray.engine.process;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Recognises the line with which a worker ends a task's output, byte by byte: the record separator,
 * <code>{"end": TASK}</code>, a line feed. See {@code docs/design/worker-protocol.md}.
 */
final class EndMarker {
  static final byte START = 0x1e;

  private static final byte[] HEAD = "\u001e{\"end\": ".getBytes(StandardCharsets.UTF_8);
  private static final byte[] TAIL = "}\n".getBytes(StandardCharsets.UTF_8);
  private static final int MOST_DIGITS = 18;

  private final ByteArrayOutputStream read = new ByteArrayOutputStream();
  private int digits;
  private long task;

  /** What a byte made of the line. */
  enum Match {
    /** It may become one. */
    OPEN,
    /** It is whole. */
    WHOLE,
    /** It is none. */
    NONE
  }

  Match accept(byte next) {
    int at = read.size();
    read.write(next);
    if (at < HEAD.length) {
      return next == HEAD[at] ? Match.OPEN : Match.NONE;
    }
    int behindDigits = at - HEAD.length - digits;
    if (behindDigits == 0 && next >= '0' && next <= '9' && digits < MOST_DIGITS) {
      task = task * 10 + (next - '0');
      digits++;
      return Match.OPEN;
    }
    if (digits == 0 || behindDigits >= TAIL.length || next != TAIL[behindDigits]) {
      return Match.NONE;
    }
    return behindDigits == TAIL.length - 1 ? Match.WHOLE : Match.OPEN;
  }

  /** The task of a whole line. */
  long task() {
    return task;
  }

  boolean isEmpty() {
    return read.size() == 0;
  }

  /** Gives back what was read, and begins anew. */
  byte[] take() {
    byte[] bytes = read.toByteArray();
    read.reset();
    digits = 0;
    task = 0;
    return bytes;
  }
}
