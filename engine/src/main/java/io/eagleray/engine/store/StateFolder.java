package io.eagleray.engine.store;

import io.eagleray.problem.EnvironmentException;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;

/** The folder of a store: made where it is missing, refused where SQLite would lose data. */
final class StateFolder {
  private static final Set<String> NETWORK = Set.of("nfs", "nfs4", "cifs", "smb3", "smbfs");

  private StateFolder() {}

  /** The folder as an absolute path, there and on a file system that will do. */
  static Path prepare(Path state) {
    Path folder = state.toAbsolutePath().normalize();
    try {
      Files.createDirectories(folder);
    } catch (FileAlreadyExistsException e) {
      throw new EnvironmentException(
          "the state folder " + folder + " is a file; choose a folder with --state DIR", e);
    } catch (IOException e) {
      throw new EnvironmentException(
          "the state folder "
              + folder
              + " cannot be made ("
              + e.getMessage()
              + "); choose another with --state DIR",
          e);
    }
    checkFileSystem(folder, fileSystem(folder));
    return folder;
  }

  private static String fileSystem(Path folder) {
    try {
      return Files.getFileStore(folder).type();
    } catch (IOException notTold) {
      return "";
    }
  }

  /** Refuses file systems whose locks and shared memory SQLite cannot rely on. */
  static void checkFileSystem(Path folder, String type) {
    if (NETWORK.contains(type.toLowerCase(Locale.ROOT))) {
      throw new EnvironmentException(
          "the state folder "
              + folder
              + " is on a network file system ("
              + type
              + "), where run logs can be damaged; choose a local one with --state DIR");
    }
  }
}
