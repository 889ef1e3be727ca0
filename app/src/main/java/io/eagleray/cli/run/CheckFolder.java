package io.eagleray.cli.run;

import io.eagleray.file.Folders;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where a check keeps what its workers need: the state folder, whose caches make the run that
 * follows quicker; or, where that cannot be written, a folder that goes when the check ends.
 */
final class CheckFolder implements AutoCloseable {
  private final Path path;
  private final boolean goes;

  private CheckFolder(Path path, boolean goes) {
    this.path = path;
    this.goes = goes;
  }

  /** The folder for the checks of a command. */
  static CheckFolder of(Path state) {
    if (new StateFolder(state).isWritable()) {
      return new CheckFolder(state, false);
    }
    try {
      return new CheckFolder(Files.createTempDirectory("eagleray-check-").toAbsolutePath(), true);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Path path() {
    return path;
  }

  @Override
  public void close() {
    if (goes) {
      try {
        Folders.delete(path);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
