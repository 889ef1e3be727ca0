package io.eagleray.file;

import java.nio.file.InvalidPathException;

/** What may name a file. */
public final class FileNames {
  /** In Java's words for what the encoding of the locale has not. */
  private static final String NOT_IN_LOCALE = "unmappable";

  private FileNames() {}

  /** What is wrong with a name, and what to do, in the words of a problem. */
  public static String refusal(InvalidPathException error) {
    String name = "\"" + error.getInput() + "\"";
    return error.getReason().contains(NOT_IN_LOCALE)
        ? name + " has characters that no file's name can have in this locale; set LC_ALL=C.UTF-8"
        : name + " is no usable file name: " + error.getReason();
  }
}
