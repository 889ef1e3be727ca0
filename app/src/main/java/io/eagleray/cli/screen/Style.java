package io.eagleray.cli.screen;

/** How a piece of text is set off. */
public enum Style {
  PLAIN(""),
  BOLD("1"),
  DIM("2"),
  GOOD("32"),
  BAD("31"),
  WARN("33"),
  ACCENT("36");

  private final String code;

  Style(String code) {
    this.code = code;
  }

  /** The text with the codes of ECMA-48 around it. */
  String paint(String text) {
    return code.isEmpty() || text.isEmpty() ? text : "\u001b[" + code + "m" + text + "\u001b[0m";
  }
}
