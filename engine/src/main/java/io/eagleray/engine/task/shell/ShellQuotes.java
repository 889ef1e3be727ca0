package io.eagleray.engine.task.shell;

import io.eagleray.engine.process.ShellWord;

/** Inside which quotes a place of a shell's command line stands. */
final class ShellQuotes {
  private enum Inside {
    NONE,
    SINGLE,
    DOUBLE
  }

  private Inside inside = Inside.NONE;

  /** Goes on over a part of the line. */
  void read(String part) {
    for (int i = 0; i < part.length(); i++) {
      char c = part.charAt(i);
      switch (inside) {
        case NONE -> {
          if (c == '\\') {
            i++;
          } else if (c == '\'') {
            inside = Inside.SINGLE;
          } else if (c == '"') {
            inside = Inside.DOUBLE;
          }
        }
        case SINGLE -> inside = c == '\'' ? Inside.NONE : inside;
        case DOUBLE -> {
          if (c == '\\') {
            i++;
          } else if (c == '"') {
            inside = Inside.NONE;
          }
        }
      }
    }
  }

  /** A text as the shell would read it here: outside of quotes one word, inside them itself. */
  String quoted(String text) {
    return switch (inside) {
      case NONE -> ShellWord.of(text);
      case SINGLE -> ShellWord.inQuotes(text);
      case DOUBLE -> text.replaceAll("([\\\\\"$`])", "\\\\$1");
    };
  }
}
