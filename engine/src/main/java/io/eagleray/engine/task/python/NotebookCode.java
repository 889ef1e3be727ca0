package io.eagleray.engine.task.python;

import io.eagleray.engine.hash.WordHash;
import io.eagleray.json.Json;
import io.eagleray.json.JsonArray;
import io.eagleray.json.JsonException;
import io.eagleray.json.JsonObject;
import io.eagleray.json.JsonText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What a notebook does: its code cells with their tags, and nothing of what they printed. */
final class NotebookCode {
  private NotebookCode() {}

  /** A text that is another one when the notebook does something else. */
  static String of(Path file) throws IOException {
    try {
      WordHash hash = new WordHash();
      String whole = Files.readString(file);
      if (Json.parse(whole) instanceof JsonObject notebook
          && notebook.get("cells").orElse(Json.NULL) instanceof JsonArray cells) {
        for (Json cell : cells.items()) {
          if (cell instanceof JsonObject code && code.text("cell_type").orElse("").equals("code")) {
            hash.add(code.object("metadata").get("tags").orElse(Json.NULL).text());
            hash.add(text(code.get("source").orElse(Json.NULL)));
          }
        }
      } else {
        hash.add(whole); // in a format before the fourth, which has cells elsewhere
      }
      return hash.hex();
    } catch (JsonException e) {
      throw new IOException(file + " is no notebook: " + e.getMessage(), e);
    }
  }

  /** A source is a text or a list of lines; both may say the same. */
  private static String text(Json source) {
    if (source instanceof JsonArray lines) {
      StringBuilder text = new StringBuilder();
      lines.items().forEach(line -> text.append(plain(line)));
      return text.toString();
    }
    return plain(source);
  }

  private static String plain(Json line) {
    return line instanceof JsonText text ? text.value() : line.text();
  }
}
