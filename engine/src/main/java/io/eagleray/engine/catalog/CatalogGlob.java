package io.eagleray.engine.catalog;

import io.eagleray.file.FileNames;
import io.eagleray.spi.CatalogException;
import java.nio.file.FileSystems;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.PatternSyntaxException;

/**
 * A pattern for files inside a folder: {@code *} and {@code ?} stay within one name, {@code **}
 * goes through folders, <code>{a,b}</code> and {@code [0-9]} choose. As in Python a {@code
 * **}{@code /} may stand for no folder at all.
 */
final class CatalogGlob {
  private static final String MAGIC = "*?[]{}\\";

  private final String text;
  private final PathMatcher matcher;

  private CatalogGlob(String text, PathMatcher matcher) {
    this.text = text;
    this.matcher = matcher;
  }

  /**
   * Reads a pattern.
   *
   * @throws CatalogException if it leads out of the folder, or is no pattern
   */
  static CatalogGlob of(String glob) {
    String text = glob.startsWith("./") ? glob.substring(2) : glob;
    problem(text)
        .ifPresent(problem -> {
          throw new CatalogException(problem);
        });
    // A choice inside a choice is not allowed.
    String java = text.contains("{") ? text : text.replace("**/", "{,**/}");
    return new CatalogGlob(text, FileSystems.getDefault().getPathMatcher("glob:" + java));
  }

  /** What is wrong with a pattern. */
  static Optional<String> problem(String glob) {
    if (glob.isBlank()) {
      return Optional.of("an empty catalog pattern matches nothing");
    }
    try {
      if (glob.startsWith("/") || glob.startsWith("~") || Path.of(glob).isAbsolute()) {
        return Optional.of(
            "catalog pattern \"" + glob + "\" must be relative to the working directory");
      }
    } catch (InvalidPathException e) {
      return Optional.of("catalog pattern " + FileNames.refusal(e));
    }
    if (List.of(glob.split("/")).contains("..")) {
      return Optional.of("catalog pattern \"" + glob + "\" leads out of the working directory");
    }
    try {
      FileSystems.getDefault().getPathMatcher("glob:" + glob);
      return Optional.empty();
    } catch (PatternSyntaxException e) {
      return Optional.of("catalog pattern \"" + glob + "\" is wrong: " + e.getDescription());
    }
  }

  boolean matches(Path relative) {
    return matcher.matches(relative);
  }

  /** The folder that all matches are in, as far as the pattern tells. */
  Path fixedFolder() {
    List<String> names = List.of(text.split("/"));
    List<String> fixed = new ArrayList<>();
    for (String name : names.subList(0, names.size() - 1)) {
      if (isMagic(name)) {
        break;
      }
      fixed.add(name);
    }
    return Path.of(String.join("/", fixed));
  }

  /** How many folders deep below {@link #fixedFolder} matches may be, the file itself included. */
  int depth() {
    boolean unbounded = text.contains("**") || text.contains("{");
    int fixed = fixedFolder().toString().isEmpty() ? 0 : fixedFolder().getNameCount();
    return unbounded ? Integer.MAX_VALUE : Path.of(text).getNameCount() - fixed;
  }

  private static boolean isMagic(String name) {
    return name.chars().anyMatch(c -> MAGIC.indexOf(c) >= 0);
  }

  @Override
  public String toString() {
    return text;
  }
}
