package io.eagleray.run;

import io.eagleray.hash.Sha256;
import java.nio.charset.StandardCharsets;

/**
 * A step's path as a file's name. What no file system takes in a name is written as {@code %} and
 * two hex digits. A path that is too long for a name keeps its beginning, and has {@code %-} and a
 * hash of the whole behind it.
 */
final class PathFileName {
  private static final String UNFIT = "/\\:*?\"<>|%";
  private static final String CUT = "%-";

  /** What a name shows where it was cut. */
  private static final String SHOWN = "…";

  /** In bytes of UTF-8: file systems take 255, of which the rest is for what stands around it. */
  private static final int LONGEST = 200;

  private static final int HASH_DIGITS = 16;

  private PathFileName() {}

  static String of(String path) {
    int kept = LONGEST - CUT.length() - HASH_DIGITS;
    StringBuilder name = new StringBuilder();
    int beginning = 0;
    int length = 0;
    for (int point : path.codePoints().toArray()) {
      String letter = letter(point);
      length += letter.getBytes(StandardCharsets.UTF_8).length;
      name.append(letter);
      if (length <= kept) {
        beginning = name.length();
      }
    }
    return length <= LONGEST
        ? name.toString()
        : name.substring(0, beginning) + CUT + Sha256.of(path).substring(0, HASH_DIGITS);
  }

  private static String letter(int point) {
    return UNFIT.indexOf(point) >= 0 || Character.isISOControl(point)
        ? String.format("%%%02x", point)
        : Character.toString(point);
  }

  /** The path again; of one that was cut its beginning and the hash, which no other path has. */
  static String path(String name) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < name.length(); i++) {
      if (name.startsWith(CUT, i)) {
        text.append(SHOWN);
        i++;
      } else if (name.charAt(i) == '%' && i + 2 < name.length()) {
        text.append((char) Integer.parseInt(name, i + 1, i + 3, 16));
        i += 2;
      } else {
        text.append(name.charAt(i));
      }
    }
    return text.toString();
  }
}
