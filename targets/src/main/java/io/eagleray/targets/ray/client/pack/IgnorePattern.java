package io.eagleray.targets.ray.client.pack;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * One line of a {@code .gitignore}.
 *
 * @param isNegated whether it takes back what lines before it leave out
 * @param isFolderOnly whether it is for folders alone
 * @param pattern of a path below the folder that the line is for, with {@code /}
 */
record IgnorePattern(boolean isNegated, boolean isFolderOnly, Pattern pattern) {

  /** Reads a line; empty where it is blank or a comment. */
  static Optional<IgnorePattern> parse(String line) {
    String text = withoutTrailingSpaces(line);
    if (text.isEmpty() || text.startsWith("#")) {
      return Optional.empty();
    }
    boolean negated = text.startsWith("!");
    if (negated) {
      text = text.substring(1);
    }
    boolean folders = text.endsWith("/");
    if (folders) {
      text = text.substring(0, text.length() - 1);
    }
    boolean anchored = text.contains("/");
    if (text.startsWith("/")) {
      text = text.substring(1);
    }
    if (text.isEmpty()) {
      return Optional.empty();
    }
    String expression = (anchored ? "" : "(?:.*/)?") + expression(text);
    return Optional.of(
        new IgnorePattern(negated, folders, Pattern.compile(expression, Pattern.DOTALL)));
  }

  boolean matches(String path, boolean isFolder) {
    return (isFolder || !isFolderOnly) && pattern.matcher(path).matches();
  }

  private static String withoutTrailingSpaces(String line) {
    int end = line.length();
    while (end > 0
        && (line.charAt(end - 1) == ' '
            || line.charAt(end - 1) == '\t'
            || line.charAt(end - 1) == '\r')
        && !(end > 1 && line.charAt(end - 2) == '\\')) {
      end--;
    }
    return line.substring(0, end);
  }

  private static String expression(String glob) {
    StringBuilder expression = new StringBuilder();
    int at = 0;
    while (at < glob.length()) {
      char letter = glob.charAt(at);
      boolean begins = at == 0 || glob.charAt(at - 1) == '/';
      if (begins && glob.startsWith("**/", at)) {
        expression.append("(?:.*/)?");
        at += 3;
      } else if (begins && glob.startsWith("**", at) && at + 2 == glob.length()) {
        expression.append(".+");
        at += 2;
      } else if (letter == '*') {
        while (at < glob.length() && glob.charAt(at) == '*') {
          at++;
        }
        expression.append("[^/]*");
      } else if (letter == '?') {
        expression.append("[^/]");
        at++;
      } else if (letter == '[') {
        at = set(glob, at, expression);
      } else {
        if (letter == '\\' && at + 1 < glob.length()) {
          letter = glob.charAt(++at);
        }
        expression.append(Pattern.quote(String.valueOf(letter)));
        at++;
      }
    }
    return expression.toString();
  }

  // The set of letters that begins at a bracket; a bracket that is never closed is a letter.
  private static int set(String glob, int at, StringBuilder expression) {
    int begin = at + 1;
    boolean negated =
        begin < glob.length() && (glob.charAt(begin) == '!' || glob.charAt(begin) == '^');
    if (negated) {
      begin++;
    }
    int end = glob.indexOf(']', begin + 1);
    if (end < 0) {
      expression.append("\\[");
      return at + 1;
    }
    expression.append(negated ? "[^/" : "[");
    for (char letter : glob.substring(begin, end).toCharArray()) {
      if (letter == '[' || letter == ']' || letter == '&' || letter == '^' || letter == '~') {
        expression.append('\\');
      }
      expression.append(letter);
    }
    expression.append(']');
    return end + 1;
  }
}
