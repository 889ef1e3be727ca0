package io.eagleray.cli.screen;

/** How many columns of a terminal a text takes. */
final class Columns {
  private Columns() {}

  /**
   * 0 for what combines with the character before, 2 for East Asian wide ones and emoji, else 1.
   */
  static int of(int character) {
    int type = Character.getType(character);
    if (type == Character.NON_SPACING_MARK
        || type == Character.ENCLOSING_MARK
        || type == Character.FORMAT) {
      return 0;
    }
    boolean wide =
        character >= 0x1100
            && (character <= 0x115F
                || (character >= 0x2E80 && character <= 0xA4CF)
                || (character >= 0xAC00 && character <= 0xD7A3)
                || (character >= 0xF900 && character <= 0xFAFF)
                || (character >= 0xFE30 && character <= 0xFE6F)
                || (character >= 0xFF00 && character <= 0xFF60)
                || (character >= 0xFFE0 && character <= 0xFFE6)
                || (character >= 0x1F300 && character <= 0x1FAFF)
                || (character >= 0x20000 && character <= 0x3FFFD));
    return wide ? 2 : 1;
  }

  static int of(String text) {
    return text.codePoints().map(Columns::of).sum();
  }

  /** As much of the text as fits. */
  static String clip(String text, int columns) {
    int used = 0;
    int end = 0;
    while (end < text.length()) {
      int character = text.codePointAt(end);
      used += of(character);
      if (used > columns) {
        break;
      }
      end += Character.charCount(character);
    }
    return text.substring(0, end);
  }
}
