package io.eagleray.targets.ray.client.pack;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A file of a package.
 *
 * @param path inside the package, with {@code /}
 * @param isExecutable whether it may be run there
 * @param size in bytes, as far as is known before it is read
 */
record PackageEntry(String path, boolean isExecutable, long size, Content content)
    implements Comparable<PackageEntry> {

  /** Where the bytes are. */
  sealed interface Content {
    InputStream open() throws IOException;

    /**
     * A file's.
     *
     * @param mayGo whether the package does without it where it is gone
     */
    record OfFile(Path file, boolean mayGo) implements Content {
      @Override
      public InputStream open() throws IOException {
        return Files.newInputStream(file);
      }
    }

    record OfBytes(byte[] bytes) implements Content {
      @Override
      public InputStream open() {
        return new ByteArrayInputStream(bytes);
      }
    }
  }

  PackageEntry {
    boolean wrong =
        path.isEmpty()
            || path.startsWith("/")
            || path.contains("\\")
            || path.indexOf('\0') >= 0
            || List.of(path.split("/", -1)).stream()
                .anyMatch(part -> part.isEmpty() || part.equals(".") || part.equals(".."));
    if (wrong) {
      throw new IllegalArgumentException(
          "a path in a package must be relative, with / and without \\, empty parts, . and ..: \""
              + path
              + "\"");
    }
  }

  /** Whether the package does without it where it is gone before it is read. */
  boolean mayGo() {
    return content instanceof Content.OfFile(Path file, boolean mayGo) && mayGo;
  }

  @Override
  public int compareTo(PackageEntry other) {
    return path.compareTo(other.path);
  }
}
