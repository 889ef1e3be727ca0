package io.eagleray.engine.catalog;

import io.eagleray.engine.hash.FileHash;
import io.eagleray.spi.CatalogException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What is in files that a pattern names. */
public final class FileHashes {
  private FileHashes() {}

  /**
   * The SHA-256 of the files of a folder that match a pattern, by their names in it.
   *
   * @param leftOut a folder that is not looked into
   * @throws CatalogException if the pattern is wrong, or a file cannot be read
   */
  public static Map<String, String> of(Path folder, String glob, Path leftOut) {
    try {
      Map<String, String> hashes = new TreeMap<>();
      for (Path file : MatchingFiles.find(folder, CatalogGlob.of(glob), List.of(leftOut))) {
        hashes.put(MatchingFiles.name(file), FileHash.of(folder.resolve(file)));
      }
      return hashes;
    } catch (IOException e) {
      throw new CatalogException("cannot read the files \"" + glob + "\": " + e.getMessage(), e);
    }
  }

  /** What is wrong with a pattern; empty where nothing is. */
  public static Optional<String> problem(String glob) {
    return CatalogGlob.problem(glob);
  }

  /** Whether a pattern names a folder, and so no file. */
  public static boolean isFolder(String glob, Path folder) {
    return Files.isDirectory(folder.resolve(glob));
  }

  /** Whether a pattern names a file. */
  public static boolean matches(String glob, String name) {
    return CatalogGlob.of(glob).matches(Path.of(name));
  }
}
