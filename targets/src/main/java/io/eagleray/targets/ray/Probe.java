package io.eagleray.targets.ray;

import io.eagleray.spi.NodeWalking;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A small file in the catalog by which a node of the cluster finds out whether it sees the same
 * folder: a folder of the same name is no proof.
 *
 * @param content the submission's nonce
 */
record Probe(Path file, String content) {
  static Probe of(NodeWalking walking, StepSubmission submission) {
    return new Probe(
        walking.catalog().objects().resolve(".probe-" + submission.nonce()), submission.nonce());
  }

  /** Lays the file. */
  void lay() {
    try {
      Path folder = file.getParent();
      if (folder != null) {
        Files.createDirectories(folder);
      }
      Files.writeString(file, content);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file, e);
    }
  }

  /** Removes it, where it is still there. */
  void remove() {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot remove " + file, e);
    }
  }
}
