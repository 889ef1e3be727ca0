package io.eagleray.json;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads what nearly all messages and events are: short texts of ASCII without escapes, with numbers
 * that fit in 64 bits. Everything else, wrong texts among it, is left to the library, which reads
 * all of JSON and says what is wrong. Its parser costs more to set up than such a text to read, and
 * is not even loaded where all of a run's texts are plain: 2 to 4 % of a run's CPU time.
 *
 * <p>A part that is not plain gives null, and so does the whole text then.
 */
final class PlainReader {
  /** A text of more letters is left to the library. */
  private static final int LENGTH = 1 << 16;

  /** A number of so many digits is a {@code long}. */
  private static final int DIGITS = 18;

  private static final int DEPTH = 100;
  private static final int END = -1;

  private final byte[] text;
  private int at;

  private PlainReader(byte[] text) {
    this.text = text;
  }

  /** The value, or null where the text is not a plain one. */
  static @Nullable Json read(String text) {
    if (text.length() > LENGTH) {
      return null;
    }
    PlainReader reader = new PlainReader(text.getBytes(StandardCharsets.UTF_8));
    Json value = reader.value(0);
    return value != null && reader.next() == END ? value : null;
  }

  /** The next letter that is no space, which stays; or the end. */
  private int next() {
    while (at < text.length) {
      byte letter = text[at];
      if (letter != ' ' && letter != '\n' && letter != '\r' && letter != '\t') {
        return letter;
      }
      at++;
    }
    return END;
  }

  private @Nullable Json value(int depth) {
    if (depth > DEPTH) {
      return null;
    }
    return switch (next()) {
      case '{' -> object(depth);
      case '[' -> array(depth);
      case '"' -> text();
      case 't' -> word("true", Json.TRUE);
      case 'f' -> word("false", Json.FALSE);
      case 'n' -> word("null", Json.NULL);
      default -> number();
    };
  }

  private @Nullable Json object(int depth) {
    at++;
    JsonObject.Builder fields = JsonObject.builder();
    if (next() == '}') {
      at++;
      return fields.build();
    }
    while (next() == '"') {
      String name = string();
      // The library's side knows what stands for something else.
      if (name == null || name.startsWith(JsonReader.RESERVED) || next() != ':') {
        return null;
      }
      at++;
      Json value = value(depth + 1);
      if (value == null) {
        return null;
      }
      fields.put(name, value);
      int behind = next();
      at++;
      if (behind == '}') {
        return fields.build();
      }
      if (behind != ',') {
        return null;
      }
    }
    return null;
  }

  private @Nullable Json array(int depth) {
    at++;
    List<Json> items = new ArrayList<>();
    if (next() == ']') {
      at++;
      return new JsonArray(items);
    }
    while (true) {
      Json value = value(depth + 1);
      if (value == null) {
        return null;
      }
      items.add(value);
      int behind = next();
      at++;
      if (behind == ']') {
        return new JsonArray(items);
      }
      if (behind != ',') {
        return null;
      }
    }
  }

  private @Nullable Json text() {
    String text = string();
    return text == null ? null : new JsonText(text);
  }

  private @Nullable String string() {
    int start = ++at;
    for (int i = start; i < text.length; i++) {
      byte letter = text[i];
      if (letter == '"') {
        at = i + 1;
        return ascii(start, i);
      }
      if (letter < ' ' || letter == '\\') {
        return null;
      }
    }
    return null;
  }

  private String ascii(int start, int end) {
    return new String(text, start, end - start, StandardCharsets.ISO_8859_1);
  }

  private @Nullable Json word(String word, Json value) {
    int end = at + word.length();
    if (end > text.length || !ascii(at, end).equals(word)) {
      return null;
    }
    at = end;
    return value;
  }

  private @Nullable Json number() {
    int start = at;
    if (at < text.length && text[at] == '-') {
      at++;
    }
    int first = at;
    int digits = digits();
    if (digits == 0 || digits > 1 && text[first] == '0') {
      return null;
    }
    boolean whole = true;
    if (at < text.length && text[at] == '.') {
      at++;
      whole = false;
      if (digits() == 0) {
        return null;
      }
    }
    if (at < text.length && (text[at] | 32) == 'e') {
      at++;
      whole = false;
      if (at < text.length && (text[at] == '+' || text[at] == '-')) {
        at++;
      }
      if (digits() == 0) {
        return null;
      }
    }
    if (whole) {
      return digits > DIGITS ? null : new JsonNumber(Long.parseLong(ascii(start, at)));
    }
    double value = Double.parseDouble(ascii(start, at));
    return Double.isInfinite(value) ? null : new JsonNumber(value);
  }

  private int digits() {
    int start = at;
    while (at < text.length && text[at] >= '0' && text[at] <= '9') {
      at++;
    }
    return at - start;
  }
}
