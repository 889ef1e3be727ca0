package io.eagleray.engine.java;

/** The little that must be known of a source before it is compiled. */
final class SourceText {
  private static final String PACKAGE = "package";

  private final String text;
  private int at;

  private SourceText(String text) {
    this.text = text;
  }

  /** The name of the package that a source declares; the empty text for the unnamed one. */
  static String packageOf(String source) {
    return new SourceText(source.startsWith("\ufeff") ? source.substring(1) : source).read();
  }

  private String read() {
    skip();
    int behind = at + PACKAGE.length();
    boolean declared =
        text.startsWith(PACKAGE, at)
            && behind < text.length()
            && !Character.isJavaIdentifierPart(text.charAt(behind));
    if (!declared) {
      return "";
    }
    at = behind;
    StringBuilder name = new StringBuilder();
    skip();
    while (at < text.length() && isOfName(text.charAt(at))) {
      name.append(text.charAt(at++));
      skip();
    }
    return name.toString();
  }

  private static boolean isOfName(char c) {
    return c == '.' || Character.isJavaIdentifierPart(c);
  }

  /** Goes on behind blanks and comments. */
  private void skip() {
    int before;
    do {
      before = at;
      while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
        at++;
      }
      if (text.startsWith("//", at)) {
        behind("\n", at);
      } else if (text.startsWith("/*", at)) {
        behind("*/", at + 2);
      }
    } while (at > before);
  }

  private void behind(String end, int from) {
    int found = text.indexOf(end, from);
    at = found < 0 ? text.length() : found + end.length();
  }
}
