package io.eagleray.engine.java;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/** Hashes for the names of what is cached. */
final class Hashes {
  private Hashes() {}

  /** The SHA-256 of texts, in lower-case hex; where one ends and the next begins counts. */
  static String of(List<String> texts) {
    MessageDigest digest = digest();
    for (String text : texts) {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      digest.update((bytes.length + ":").getBytes(StandardCharsets.UTF_8));
      digest.update(bytes);
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  static String of(byte[] content) {
    return HexFormat.of().formatHex(digest().digest(content));
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

  private static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
