package io.eagleray.cli.run;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A state folder, which the first run makes.
 *
 * @param path absolute
 */
record StateFolder(Path path) {
  /** The folder itself, or the nearest around it that is there. */
  Path nearest() {
    Path there = path;
    while (!Files.exists(there)) {
      there = Optional.ofNullable(there.getParent()).orElseThrow();
    }
    return there;
  }

  /** Whether the folder can be written, or made. */
  boolean isWritable() {
    Path there = nearest();
    return Files.isDirectory(there) && Files.isWritable(there);
  }
}
