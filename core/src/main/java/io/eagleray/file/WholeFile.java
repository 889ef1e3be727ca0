package io.eagleray.file;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.UUID;

/**
 * Files that have their whole content from the moment they have their name: they are written beside
 * their place and moved there, over a file that is there, whose permissions they get. Folders that
 * are missing are made. A link stays, and the file that it leads to is replaced. A device or a pipe
 * stays, too, and is written to. All methods throw an {@link IOException} that names the file if it
 * cannot be written, or is a folder.
 */
public final class WholeFile {
  private WholeFile() {}

  /** What fills a file. */
  @FunctionalInterface
  public interface Filling {
    /**
     * Makes the file and fills it.
     *
     * @param unfinished is not there yet
     */
    void fill(Path unfinished) throws IOException;
  }

  /** Writes a text in UTF-8. */
  public static void write(Path file, String text) throws IOException {
    write(file, text.getBytes(StandardCharsets.UTF_8));
  }

  /** Writes bytes. */
  public static void write(Path file, byte[] content) throws IOException {
    Path place = place(file);
    if (isStream(place)) {
      Files.write(place, content);
    } else {
      replace(place, unfinished -> Files.write(unfinished, content));
    }
  }

  /** Writes what something fills a file with. */
  public static void write(Path file, Filling filling) throws IOException {
    Path place = place(file);
    if (isStream(place)) {
      pour(filling, place);
    } else {
      replace(place, filling);
    }
  }

  /** The file that is to be written, in a folder that is there. */
  private static Path place(Path file) throws IOException {
    Path named = file.toAbsolutePath();
    // A device keeps the name that it was given: behind /dev/stdout is none that can be opened.
    boolean leadsToFile = Files.isSymbolicLink(named) && Files.isRegularFile(named);
    Path place = leadsToFile ? named.toRealPath() : named;
    Path folder = place.getParent();
    if (folder == null || Files.isDirectory(place)) {
      throw new FileSystemException(file.toString(), null, "it is a folder");
    }
    Files.createDirectories(folder);
    return place;
  }

  private static boolean isStream(Path place) {
    return Files.exists(place) && !Files.isRegularFile(place);
  }

  private static void replace(Path place, Filling filling) throws IOException {
    Path unfinished = place.resolveSibling("." + UUID.randomUUID() + ".part");
    try {
      filling.fill(unfinished);
      takePermissions(place, unfinished);
      Files.move(
          unfinished, place, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (AccessDeniedException e) {
      throw isOf(e, unfinished) ? new AccessDeniedException(place.toString()) : e;
    } catch (FileSystemException e) {
      throw isOf(e, unfinished)
          ? new FileSystemException(place.toString(), null, e.getReason())
          : e;
    } finally {
      // A read-only file system refuses even to delete what is not there.
      if (Files.exists(unfinished)) {
        Files.delete(unfinished);
      }
    }
  }

  private static void takePermissions(Path place, Path unfinished) throws IOException {
    try {
      Files.setPosixFilePermissions(unfinished, Files.getPosixFilePermissions(place));
    } catch (NoSuchFileException | UnsupportedOperationException e) {
      // A new file has the usual ones, and so has every file where there are none of that kind.
    }
  }

  /** Whether an error names the file beside, of which nobody has heard. */
  private static boolean isOf(FileSystemException error, Path unfinished) {
    return unfinished.toString().equals(error.getFile());
  }

  private static void pour(Filling filling, Path stream) throws IOException {
    Path folder = Files.createTempDirectory("eagleray-");
    Path whole = folder.resolve("whole");
    try {
      filling.fill(whole);
      try (OutputStream out = Files.newOutputStream(stream)) {
        Files.copy(whole, out);
      }
    } finally {
      Files.deleteIfExists(whole);
      Files.delete(folder);
    }
  }
}
