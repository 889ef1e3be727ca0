package io.eagleray.worker.redact;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** See {@link Redactor#over}. */
final class RedactingStream extends OutputStream {
  private static final byte[] BLOT = Redactor.BLOT.getBytes(StandardCharsets.UTF_8);

  private static final int MAX_READY = 1 << 13;

  private final Patterns patterns;
  private final OutputStream target;

  /** The last bytes read, those that may belong to a secret, in a ring; and which of them do. */
  private final byte[] held;

  private final boolean[] secret;
  private int heldFrom;
  private int heldCount;

  /** What one write lets out, so that the target gets it in one write: lines stay whole. */
  private final ByteArrayOutputStream ready = new ByteArrayOutputStream(256);

  private int state;
  private boolean inBlot;

  RedactingStream(Patterns patterns, OutputStream target) {
    this.patterns = patterns;
    this.target = target;
    this.held = new byte[patterns.longest() + 1];
    this.secret = new boolean[held.length];
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    int end = offset + length;
    int at = offset;
    while (at < end) {
      int clear = at;
      while (clear < end && heldCount == 0 && patterns.next(0, bytes[clear]) == 0) {
        clear++;
      }
      if (clear > at) {
        ready.write(bytes, at, clear - at);
        inBlot = false;
        at = clear;
      } else {
        accept(bytes[at++]);
      }
      if (ready.size() >= MAX_READY) {
        passOn();
      }
    }
    passOn();
  }

  private void accept(byte b) {
    state = patterns.next(state, b);
    int slot = (heldFrom + heldCount++) % held.length;
    held[slot] = b;
    secret[slot] = false;
    for (int i = patterns.match(state); i > 0; i--) {
      secret[(heldFrom + heldCount - i) % held.length] = true;
    }
    release(patterns.depth(state));
  }

  /** What was written last is cut off: where it begins a secret, it is taken for one. */
  void cut(int shortest) {
    if (heldCount >= shortest) {
      for (int i = 0; i < heldCount; i++) {
        secret[(heldFrom + i) % held.length] = true;
      }
    }
  }

  /** Lets out all but the last bytes that are held. */
  private void release(int keep) {
    while (heldCount > keep) {
      if (!secret[heldFrom]) {
        ready.write(held[heldFrom]);
        inBlot = false;
      } else if (!inBlot) {
        ready.writeBytes(BLOT);
        inBlot = true;
      }
      heldFrom = (heldFrom + 1) % held.length;
      heldCount--;
    }
  }

  private void passOn() throws IOException {
    if (ready.size() > 0) {
      target.write(ready.toByteArray());
      ready.reset();
    }
  }

  @Override
  public void flush() throws IOException {
    target.flush();
  }

  @Override
  public void close() throws IOException {
    release(0);
    state = 0;
    passOn();
    target.close();
  }
}
