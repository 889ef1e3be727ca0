package io.eagleray.engine.java;

import io.eagleray.engine.hash.WordHash;
import io.eagleray.hash.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.stream.Stream;

/** Hashes for the names of what is cached. */
final class Hashes {
  private Hashes() {}

  /** The SHA-256 of texts, in lower-case hex; where one ends and the next begins counts. */
  static String of(List<String> texts) {
    WordHash hash = new WordHash();
    texts.forEach(hash::add);
    return hash.hex();
  }

  static String of(byte[] content) {
    return Sha256.of(content);
  }

  /** What tells one state of a jar or a folder of classes from another: names, sizes, times. */
  static String stamp(Path entry) throws IOException {
    try (Stream<Path> files = Files.walk(entry)) {
      StringBuilder stamp = new StringBuilder();
      for (Path file : files.sorted().toList()) {
        BasicFileAttributes found = Files.readAttributes(file, BasicFileAttributes.class);
        if (found.isRegularFile()) {
          stamp.append(file).append(' ').append(found.size());
          stamp.append(' ').append(found.lastModifiedTime().toMillis()).append('\n');
        }
      }
      return stamp.toString();
    }
  }
}
