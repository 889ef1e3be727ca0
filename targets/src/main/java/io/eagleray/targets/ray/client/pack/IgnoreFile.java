package io.eagleray.targets.ray.client.pack;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The lines of one {@code .gitignore}, and the folder they are for.
 *
 * @param prefix of paths in that folder: empty, or it ends with {@code /}
 */
record IgnoreFile(String prefix, List<IgnorePattern> patterns) {
  static IgnoreFile of(String prefix, List<String> lines) {
    return new IgnoreFile(
        prefix, lines.stream().map(IgnorePattern::parse).flatMap(Optional::stream).toList());
  }

  /** Reads a file; empty where there is none. */
  static Optional<IgnoreFile> read(String prefix, Path file) throws IOException {
    return Files.isRegularFile(file)
        ? Optional.of(
            of(
                prefix,
                new String(Files.readAllBytes(file), StandardCharsets.UTF_8).lines().toList()))
        : Optional.empty();
  }

  /** Whether a path is left out; empty where no line is about it. */
  Optional<Boolean> decides(String path, boolean isFolder) {
    if (!path.startsWith(prefix)) {
      return Optional.empty();
    }
    String below = path.substring(prefix.length());
    for (int i = patterns.size() - 1; i >= 0; i--) {
      if (patterns.get(i).matches(below, isFolder)) {
        return Optional.of(!patterns.get(i).isNegated());
      }
    }
    return Optional.empty();
  }
}
