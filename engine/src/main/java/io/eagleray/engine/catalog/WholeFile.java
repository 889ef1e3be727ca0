package io.eagleray.engine.catalog;

import io.eagleray.spi.CatalogException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.UUID;

/** Files that have their whole content from the moment they have their name. */
final class WholeFile {
  private WholeFile() {}

  /** What fills a file. */
  interface Filling {
    /**
     * Makes the file and fills it.
     *
     * @param unfinished is not there yet
     */
    void fill(Path unfinished) throws IOException;
  }

  /**
   * Writes a file beside its place and moves it there, over what is there.
   *
   * @throws CatalogException if the path names no file
   */
  static void write(Path file, Filling filling) throws IOException {
    Path target = file.toAbsolutePath();
    Path parent = target.getParent();
    if (parent == null) {
      throw new CatalogException(file + " cannot be written: it is a folder");
    }
    Files.createDirectories(parent);
    Path unfinished = parent.resolve("." + target.getFileName() + "-" + UUID.randomUUID());
    try {
      filling.fill(unfinished);
      Files.move(
          unfinished, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(unfinished);
    }
  }
}
