package io.eagleray.engine.catalog;

import io.eagleray.engine.hash.ContentHash;
import io.eagleray.engine.hash.FileHash;
import io.eagleray.engine.s3.Blob;
import io.eagleray.engine.s3.Bucket;
import io.eagleray.file.WholeFile;
import io.eagleray.spi.CatalogException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Contents in a bucket, under {@code objects/ab/cdef…} by their hash. Thread-safe. */
final class S3Contents implements Contents {
  private static final String PREFIX = "objects/";

  private final Bucket bucket;

  /** How old an object may be that is stored again, so that whoever tidies up leaves it. */
  private final Duration young;

  /** What this process stored and nobody else had stored before. */
  private final Set<String> made = ConcurrentHashMap.newKeySet();

  /**
   * @param grace how old an object must be before it is tidied up
   */
  S3Contents(Bucket bucket, Duration grace) {
    this.bucket = bucket;
    this.young = grace.dividedBy(2);
  }

  private static String key(String sha256) {
    return PREFIX + FileHash.check(sha256).substring(0, 2) + "/" + sha256.substring(2);
  }

  private static String sha256(Blob blob) {
    return blob.key().substring(PREFIX.length()).replace("/", "");
  }

  /** Reads the file to know its name, and again to send it, where it is not there yet. */
  @Override
  public Stored store(Path file) throws IOException {
    String sha256 = FileHash.of(file);
    if (!renew(sha256)) {
      try (ContentHash hash = ContentHash.begin(Files.size(file))) {
        bucket.upload(key(sha256), new HashedFile(file, sha256, hash));
      }
      made.add(sha256);
    }
    return new Stored(sha256, Files.size(file));
  }

  @Override
  public boolean renew(String sha256) throws IOException {
    Optional<Blob> there = bucket.find(key(sha256));
    if (there.isPresent() && there.get().age().compareTo(young) > 0) {
      bucket.renew(there.get());
    }
    return there.isPresent();
  }

  @Override
  public boolean has(String sha256) {
    return bucket.find(key(sha256)).isPresent();
  }

  @Override
  public void copy(String sha256, Path file) throws IOException {
    WholeFile.write(
        file,
        unfinished -> {
          if (!bucket.download(key(sha256), () -> Files.newOutputStream(unfinished))) {
            throw new CatalogException(
                "object " + sha256 + " is not in the catalog " + bucket.place());
          }
          // Hashed when it is all there: a download may begin anew.
          String found = FileHash.of(unfinished);
          if (!found.equals(sha256)) {
            throw new CatalogException(
                "object "
                    + key(sha256)
                    + " in "
                    + bucket.place()
                    + " is damaged: its content has the hash "
                    + found);
          }
        });
  }

  /** By what this process itself stored: clocks of two machines are not to be compared. */
  @Override
  public void deleteIfSince(String sha256, Instant since) {
    if (made.remove(sha256)) {
      bucket.delete(List.of(key(sha256)));
    }
  }

  @Override
  public long retain(Set<String> kept, Duration grace) {
    long freed = 0;
    List<String> unwanted = new ArrayList<>();
    for (Blob blob : bucket.list(PREFIX)) {
      if (!kept.contains(sha256(blob)) && blob.age().compareTo(grace) > 0) {
        unwanted.add(blob.key());
        freed += blob.size();
      }
    }
    bucket.delete(unwanted);
    return freed;
  }
}
