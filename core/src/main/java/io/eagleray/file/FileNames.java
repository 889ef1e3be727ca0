package io.eagleray.file;

import java.nio.file.InvalidPathException;
import java.util.Optional;

/** What may name a file. */
public final class FileNames {
  /** In Java's words for what the encoding of the locale has not. */
  private static final String NOT_IN_LOCALE = "unmappable";

  private static final String ADVICE =
      " has characters that no file's name can have in this locale; set LC_ALL=C.UTF-8";

  /** Stands for what could not be decoded. */
  private static final char LOST = '\ufffd';

  private FileNames() {}

  /**
   * What is wrong with the working directory, and what to do: where its name could not be decoded,
   * Java would look into a folder of another name, and make it.
   */
  public static Optional<String> refusalOfWorkingDirectory() {
    String name = System.getProperty("user.dir", "");
    return name.indexOf(LOST) < 0
        ? Optional.empty()
        : Optional.of("the working directory " + name + ADVICE);
  }

  /** What is wrong with a name, and what to do, in the words of a problem. */
  public static String refusal(InvalidPathException error) {
    String name = "\"" + error.getInput() + "\"";
    return error.getReason().contains(NOT_IN_LOCALE)
        ? name + ADVICE
        : name + " is no usable file name: " + error.getReason();
  }
}
