package io.eagleray.targets.ray.client;

import java.nio.charset.StandardCharsets;

/**
 * Reads {@code {"logs": "…"}} as it comes, without ever holding the whole text, which may be a
 * gigabyte.
 */
final class LogsJson {
  private static final byte[] KEY = "\"logs\"".getBytes(StandardCharsets.US_ASCII);

  private enum State {
    KEY,
    COLON,
    QUOTE,
    TEXT,
    ESCAPE,
    HEX,
    DONE
  }

  private final LogCursor out;
  private final byte[] decoded = new byte[8192];
  private int count;
  private State state = State.KEY;
  private int matched;
  private int hex;
  private int digits;
  private int high;

  LogsJson(LogCursor out) {
    this.out = out;
  }

  /** Whether the text came to its end. */
  boolean isComplete() {
    return state == State.DONE;
  }

  void take(byte[] bytes) {
    for (byte next : bytes) {
      step(next);
    }
    flush();
  }

  private void step(byte next) {
    switch (state) {
      case KEY -> {
        matched = next == KEY[matched] ? matched + 1 : next == KEY[0] ? 1 : 0;
        if (matched == KEY.length) {
          state = State.COLON;
        }
      }
      case COLON -> state = next == ':' ? State.QUOTE : State.COLON;
      case QUOTE -> state = next == '"' ? State.TEXT : next == 'n' ? State.DONE : State.QUOTE;
      case TEXT -> {
        if (next == '\\') {
          state = State.ESCAPE;
        } else if (next == '"') {
          loneSurrogate();
          state = State.DONE;
        } else {
          loneSurrogate();
          put(next);
        }
      }
      case ESCAPE -> escape(next);
      case HEX -> hex(next);
      case DONE -> {}
    }
  }

  private void escape(byte letter) {
    if (letter == 'u') {
      hex = 0;
      digits = 0;
      state = State.HEX;
      return;
    }
    loneSurrogate();
    put(
        switch (letter) {
          case 'n' -> (byte) '\n';
          case 'r' -> (byte) '\r';
          case 't' -> (byte) '\t';
          case 'b' -> (byte) '\b';
          case 'f' -> (byte) '\f';
          default -> letter;
        });
    state = State.TEXT;
  }

  private void hex(byte digit) {
    hex = hex * 16 + Math.max(0, Character.digit(digit, 16));
    if (++digits < 4) {
      return;
    }
    state = State.TEXT;
    char unit = (char) hex;
    if (Character.isHighSurrogate(unit)) {
      loneSurrogate();
      high = unit;
    } else if (Character.isLowSurrogate(unit) && high != 0) {
      int letter = Character.toCodePoint((char) high, unit);
      high = 0;
      put(new String(Character.toChars(letter)));
    } else {
      loneSurrogate();
      put(Character.isSurrogate(unit) ? "?" : String.valueOf(unit));
    }
  }

  private void loneSurrogate() {
    if (high != 0) {
      high = 0;
      put("?");
    }
  }

  private void put(String letter) {
    for (byte part : letter.getBytes(StandardCharsets.UTF_8)) {
      put(part);
    }
  }

  private void put(byte part) {
    if (count == decoded.length) {
      flush();
    }
    decoded[count++] = part;
  }

  private void flush() {
    if (count > 0) {
      out.take(decoded, 0, count);
      count = 0;
    }
  }
}
