package io.eagleray.engine.catalog;

import io.eagleray.spi.CatalogException;
import java.io.IOException;
import java.io.OutputStream;
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
   * Writes a file beside its place and moves it there, over what is there; but a device or a pipe
   * stays, and is written to.
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
    if (Files.exists(target) && !Files.isRegularFile(target)) {
      pour(filling, target);
      return;
    }
    Path unfinished = parent.resolve("." + target.getFileName() + "-" + UUID.randomUUID());
    try {
      filling.fill(unfinished);
      Files.move(
          unfinished, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(unfinished);
    }
  }

  private static void pour(Filling filling, Path target) throws IOException {
    Path folder = Files.createTempDirectory("eagleray-");
    Path whole = folder.resolve("whole");
    try {
      filling.fill(whole);
      try (OutputStream out = Files.newOutputStream(target)) {
        Files.copy(whole, out);
      }
    } finally {
      Files.deleteIfExists(whole);
      Files.delete(folder);
    }
  }
}
