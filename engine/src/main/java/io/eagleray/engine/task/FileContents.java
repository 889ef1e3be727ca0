package io.eagleray.engine.task;

import io.eagleray.engine.hash.FileHash;
import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Hashes of files that are asked for again and again: one that looks as it did is not read again.
 * Thread-safe.
 */
public final class FileContents {
  /** What was written so lately may be written again without a change of its time and size. */
  private static final Duration UNSETTLED = Duration.ofSeconds(2);

  /** What is older than this was settled before any question. */
  private static final Instant SETTLED =
      ProcessHandle.current().info().startInstant().orElse(Instant.EPOCH).minus(UNSETTLED);

  private final Map<Path, Known> known = new ConcurrentHashMap<>();

  /**
   * A file as it was read.
   *
   * @param first when it was seen first as it is, in nanoseconds of this process's own time
   * @param settled whether any later change shows in its time
   */
  private record Known(long size, FileTime time, String sha256, long first, boolean settled) {
    boolean looksLike(BasicFileAttributes now) {
      return size == now.size() && time.equals(now.lastModifiedTime());
    }
  }

  /** The SHA-256 of a file's content. */
  public String sha256(Path file) throws IOException {
    BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
    long seen = System.nanoTime();
    Optional<Known> before =
        Optional.ofNullable(known.get(file)).filter(found -> found.looksLike(now));
    if (before.isPresent() && before.get().settled()) {
      return before.get().sha256();
    }
    String sha256 = FileHash.of(file);
    long first = before.map(Known::first).orElse(seen);
    boolean settled =
        now.lastModifiedTime().toInstant().isBefore(SETTLED) || seen - first > UNSETTLED.toNanos();
    known.put(file, new Known(now.size(), now.lastModifiedTime(), sha256, first, settled));
    return sha256;
  }

  /**
   * The files below a folder, links followed, in the order of their names; a file alone is the only
   * one.
   */
  public static List<Path> below(Path place) throws IOException {
    List<Path> files = new ArrayList<>();
    Files.walkFileTree(
        place,
        EnumSet.of(FileVisitOption.FOLLOW_LINKS),
        Integer.MAX_VALUE,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes any) {
            files.add(file);
            return FileVisitResult.CONTINUE;
          }
        });
    Collections.sort(files);
    return files;
  }
}
