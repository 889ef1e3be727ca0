package io.eagleray.json;

import java.util.Locale;
import java.util.Map;
import tools.jackson.core.io.JsonStringEncoder;

/**
 * Values to compact JSON text. Written by hand, but for the escapes: the library's generator is
 * made for large documents, and costs more to set up than most of ours to write.
 */
final class JsonWriter {
  private static final char DELETE = '\u007f';

  static final String NUMBER_ESCAPE = "$eagleray.number";

  private static final int USUAL_LENGTH = 256;

  private JsonWriter() {}

  static String write(Json value) {
    StringBuilder text = new StringBuilder(USUAL_LENGTH);
    write(value, text);
    return text.toString();
  }

  private static void write(Json value, StringBuilder out) {
    switch (value) {
      case JsonText text -> write(text.value(), out);
      case JsonObject object -> write(object.fields(), out);
      case JsonNumber number -> write(number.value(), out);
      case JsonArray array -> write(array.items(), out);
      case JsonBool bool -> out.append(bool.value());
      case JsonNull none -> out.append("null");
    }
  }

  private static void write(Map<String, Json> fields, StringBuilder out) {
    char before = '{';
    for (Map.Entry<String, Json> field : fields.entrySet()) {
      out.append(before);
      write(field.getKey(), out);
      out.append(':');
      write(field.getValue(), out);
      before = ',';
    }
    out.append(fields.isEmpty() ? "{}" : "}");
  }

  private static void write(Iterable<Json> items, StringBuilder out) {
    out.append('[');
    boolean first = true;
    for (Json item : items) {
      if (!first) {
        out.append(',');
      }
      write(item, out);
      first = false;
    }
    out.append(']');
  }

  private static void write(String text, StringBuilder out) {
    out.append('"');
    if (isPlain(text)) {
      out.append(text);
    } else {
      escape(text, out);
    }
    out.append('"');
  }

  private static boolean isPlain(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < ' ' || c == '"' || c == '\\' || c >= DELETE && isAwkward(c)) {
        return false;
      }
    }
    return true;
  }

  private static void escape(String text, StringBuilder out) {
    int from = 0;
    for (int i = 0; i < text.length(); i++) {
      int point = text.codePointAt(i);
      if (Character.isSupplementaryCodePoint(point)) {
        i++;
      } else if (isAwkward((char) point)) {
        JsonStringEncoder.getInstance().quoteAsString(text.substring(from, i), out);
        out.append(String.format(Locale.ROOT, "\\u%04X", point));
        from = i + 1;
      }
    }
    JsonStringEncoder.getInstance().quoteAsString(text.substring(from), out);
  }

  /**
   * What JSON takes as it is, but YAML does not, or a terminal obeys; and half a character, which
   * alone has no form in UTF-8 and would come back as a question mark.
   */
  private static boolean isAwkward(char c) {
    return c >= DELETE
        && (c < '\u00a0' || Character.isSurrogate(c) || c == '\ufeff' || c >= '\ufffe');
  }

  private static void write(Number number, StringBuilder out) {
    if (number instanceof Double value && !Double.isFinite(value)) {
      out.append("{\"" + NUMBER_ESCAPE + "\":\"").append(value).append("\"}");
    } else {
      out.append(number);
    }
  }
}
