package io.eagleray.engine.store;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.UUID;
import org.sqlite.SQLiteJDBCLoader;
import org.sqlite.util.LibraryLoaderUtil;

/**
 * SQLite's native library, unpacked once for a user instead of at every start.
 *
 * <p>Left to itself the driver copies the library to the temporary folder each time and reads it
 * back to compare, which costs more than all else that opening a store does. Where the cache folder
 * cannot be written, that is still what happens.
 */
final class NativeLibrary {
  private static final String FOLDER_PROPERTY = "org.sqlite.lib.path";
  private static final String TEMPORARY_PROPERTY = "org.sqlite.tmpdir";

  private NativeLibrary() {}

  /** Points the driver at the unpacked library. A folder that the user chose is left alone. */
  static synchronized void prepare(Path cache) {
    if (System.getProperty(FOLDER_PROPERTY) != null) {
      return;
    }
    String name = LibraryLoaderUtil.getNativeLibName();
    Path folder = cache.resolve("native").resolve(platform());
    try {
      if (!Files.exists(folder.resolve(name)) && !unpack(folder, name)) {
        return;
      }
    } catch (IOException unwritable) {
      return;
    }
    System.setProperty(FOLDER_PROPERTY, folder.toString());
    if (System.getProperty(TEMPORARY_PROPERTY) == null) {
      // The driver looks through this folder at every start for files that it left behind.
      System.setProperty(TEMPORARY_PROPERTY, folder.toString());
    }
  }

  /**
   * What the library was built for. The driver knows this better, but starts a process to find out;
   * where ours is too coarse the library does not load, and the driver unpacks its own.
   */
  private static String platform() {
    return String.join(
            "-",
            "sqlite",
            SQLiteJDBCLoader.getVersion(),
            System.getProperty("os.name", ""),
            System.getProperty("os.arch", ""))
        .replace(' ', '_');
  }

  private static boolean unpack(Path folder, String name) throws IOException {
    String resource = LibraryLoaderUtil.getNativeLibResourcePath() + "/" + name;
    Files.createDirectories(folder);
    Path unfinished = folder.resolve(name + "." + UUID.randomUUID());
    try (InputStream library = SQLiteJDBCLoader.class.getResourceAsStream(resource)) {
      if (library == null) {
        return false;
      }
      Files.copy(library, unfinished);
      Files.move(unfinished, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE);
      return true;
    } finally {
      Files.deleteIfExists(unfinished);
    }
  }
}
