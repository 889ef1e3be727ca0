package io.eagleray.engine.catalog;

import io.eagleray.engine.hash.FileHash;
import io.eagleray.file.WholeFile;
import io.eagleray.spi.CatalogException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Contents by their hash: {@code ab/cdef…}. A file has its whole content from the moment it has its
 * name. Task workers write here too.
 */
final class ObjectFolder implements Contents {
  private final Path folder;
  private final Clock clock;

  ObjectFolder(Path folder, Clock clock) {
    this.folder = folder;
    this.clock = clock;
  }

  Path path(String sha256) {
    return path(folder, sha256);
  }

  /** Where a content lies in a folder of objects. */
  static Path path(Path folder, String sha256) {
    return folder.resolve(FileHash.check(sha256).substring(0, 2)).resolve(sha256.substring(2));
  }

  @Override
  public boolean has(String sha256) {
    return Files.isRegularFile(path(sha256));
  }

  @Override
  public Stored store(Path file) throws IOException {
    Files.createDirectories(folder);
    Path unfinished = folder.resolve("unfinished-" + UUID.randomUUID());
    try {
      String sha256;
      try (OutputStream target = Files.newOutputStream(unfinished, StandardOpenOption.CREATE_NEW)) {
        sha256 = FileHash.copy(file, target);
      }
      long size = Files.size(unfinished);
      Path object = path(sha256);
      Files.createDirectories(folder.resolve(sha256.substring(0, 2)));
      if (!isRenewed(object)) {
        Files.move(unfinished, object, StandardCopyOption.ATOMIC_MOVE);
      }
      return new Stored(sha256, size);
    } finally {
      Files.deleteIfExists(unfinished);
    }
  }

  @Override
  public boolean renew(String sha256) throws IOException {
    Path object = path(sha256);
    return isRenewed(object) || has(sha256) && store(object).sha256().equals(sha256);
  }

  /**
   * False where it is not there, and where it is another user's: only that one may set its time, so
   * whoever can write into the folder puts a copy in its place.
   */
  private boolean isRenewed(Path object) throws IOException {
    try {
      return renew(object);
    } catch (FileSystemException anothers) {
      return false;
    }
  }

  /** Makes an object young again, so that whoever tidies up leaves it; false if it is not there. */
  private boolean renew(Path object) throws IOException {
    try {
      Files.setLastModifiedTime(object, FileTime.from(clock.instant()));
      return true;
    } catch (NoSuchFileException e) {
      return false;
    }
  }

  @Override
  public void copy(String sha256, Path file) throws IOException {
    if (!has(sha256)) {
      throw new CatalogException("object " + sha256 + " is not in the catalog " + folder);
    }
    WholeFile.write(
        file,
        unfinished -> {
          String found;
          try (OutputStream output =
              Files.newOutputStream(unfinished, StandardOpenOption.CREATE_NEW)) {
            found = FileHash.copy(path(sha256), output);
          }
          if (!found.equals(sha256)) {
            throw new CatalogException(
                "object " + path(sha256) + " is damaged: its content has the hash " + found);
          }
        });
  }

  @Override
  public long retain(Set<String> kept, Duration grace) throws IOException {
    if (!Files.isDirectory(folder)) {
      return 0;
    }
    Instant oldEnough = clock.instant().minus(grace);
    long freed = delete(folder, file -> true, oldEnough);
    try (Stream<Path> prefixes = Files.list(folder)) {
      for (Path prefix : prefixes.filter(Files::isDirectory).toList()) {
        freed += delete(prefix, file -> !kept.contains(sha256(prefix, file)), oldEnough);
      }
    }
    return freed;
  }

  @Override
  public void deleteIfSince(String sha256, Instant since) throws IOException {
    Path object = path(sha256);
    if (has(sha256) && !Files.getLastModifiedTime(object).toInstant().isBefore(since)) {
      Files.deleteIfExists(object);
    }
  }

  private static String sha256(Path prefix, Path file) {
    return "" + prefix.getFileName() + file.getFileName();
  }

  private static long delete(Path folder, Predicate<Path> unwanted, Instant before)
      throws IOException {
    long freed = 0;
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(Files::isRegularFile).filter(unwanted).toList()) {
        if (Files.getLastModifiedTime(file).toInstant().isBefore(before)) {
          long size = Files.size(file);
          freed += Files.deleteIfExists(file) ? size : 0;
        }
      }
    }
    return freed;
  }
}
