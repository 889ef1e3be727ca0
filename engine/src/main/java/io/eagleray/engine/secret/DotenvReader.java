package io.eagleray.engine.secret;

import io.eagleray.problem.Location;
import io.eagleray.problem.Problems;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Reads the text of a dotenv file.
 *
 * <p>A line is {@code NAME=value}, with {@code export} before it or not. A plain value ends at the
 * line's end or before a blank and {@code #}. A value in single quotes is taken as it is, one in
 * double quotes knows {@code \n \r \t \" \\ \$}; both may go over several lines. Lines that begin
 * with {@code #} are comments. Nothing is expanded.
 */
final class DotenvReader {
  private final String file;
  private final String text;
  private final Problems problems;
  private final Map<String, String> values = new LinkedHashMap<>();
  private int at;
  private int line = 1;
  private int lineStart;

  DotenvReader(String file, String text, Problems problems) {
    this.file = file;
    this.text = text.startsWith("\ufeff") ? text.substring(1) : text;
    this.problems = problems;
  }

  Map<String, String> read() {
    while (at < text.length()) {
      skipBlanks();
      if (!isAtLineEnd() && peek() != '#') {
        assignment();
      }
      skipLine();
    }
    return values;
  }

  private void assignment() {
    String name = name();
    if (name.equals("export") && !isAtLineEnd() && isBlank(peek())) {
      skipBlanks();
      name = name();
    }
    skipBlanks();
    if (name.isEmpty()) {
      wrong("expected NAME=value: a name has letters, digits and underscores");
    } else if (isAtLineEnd() || peek() != '=') {
      // What stands here may be a secret, so it is not repeated.
      wrong("expected NAME=value: there is no \"=\" behind the name");
    } else {
      at++;
      skipBlanks();
      value(name);
    }
  }

  private String name() {
    int start = at;
    while (at < text.length() && isOfName(peek(), at == start)) {
      at++;
    }
    return text.substring(start, at);
  }

  private static boolean isOfName(char c, boolean first) {
    boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
    return letter || (!first && ((c >= '0' && c <= '9') || c == '.' || c == '-'));
  }

  private void value(String name) {
    if (!isAtLineEnd() && (peek() == '"' || peek() == '\'')) {
      quoted(name, peek());
    } else {
      values.put(name, plain());
    }
  }

  private String plain() {
    int start = at;
    int comment = start;
    while (!isAtLineEnd() && !(peek() == '#' && (at == start || isBlank(text.charAt(at - 1))))) {
      at++;
      comment = at;
    }
    return text.substring(start, comment).strip();
  }

  private void quoted(String name, char quote) {
    Location opened = location();
    StringBuilder value = new StringBuilder();
    at++;
    while (at < text.length() && peek() != quote) {
      if (peek() == '\\' && quote == '"' && at + 1 < text.length()) {
        at++;
        value.append(escaped(peek()));
      } else if (peek() != '\r' || at + 1 == text.length() || text.charAt(at + 1) != '\n') {
        value.append(peek());
      }
      step();
    }
    if (at == text.length()) {
      problems.error(opened, "the value of \"" + name + "\" lacks its closing quote");
      return;
    }
    at++;
    skipBlanks();
    if (isAtLineEnd() || peek() == '#') {
      values.put(name, value.toString());
    } else {
      wrong("unexpected text behind the closing quote of \"" + name + "\"");
    }
  }

  private static String escaped(char c) {
    return switch (c) {
      case 'n' -> "\n";
      case 'r' -> "\r";
      case 't' -> "\t";
      case '"', '\\', '$', '\'' -> String.valueOf(c);
      default -> "\\" + c;
    };
  }

  private void wrong(String message) {
    problems.error(location(), message);
  }

  private Location location() {
    return new Location(file, line, at - lineStart + 1);
  }

  private char peek() {
    return text.charAt(at);
  }

  private static boolean isBlank(char c) {
    return c == ' ' || c == '\t';
  }

  private boolean isAtLineEnd() {
    return at == text.length() || peek() == '\n' || peek() == '\r';
  }

  private void skipBlanks() {
    while (at < text.length() && isBlank(peek())) {
      at++;
    }
  }

  private void skipLine() {
    while (at < text.length() && peek() != '\n') {
      at++;
    }
    if (at < text.length()) {
      step();
    }
  }

  private void step() {
    if (peek() == '\n') {
      line++;
      lineStart = at + 1;
    }
    at++;
  }
}
