package io.eagleray.engine.catalog;

import io.eagleray.engine.s3.Bucket;
import io.eagleray.run.CatalogEntry;
import io.eagleray.spi.Catalog;
import io.eagleray.spi.CatalogException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * A catalog in a bucket. What workers read and write lies in a folder of this machine, from where
 * it can be deleted at any time when no run is driven.
 */
final class S3Catalog implements Catalog {
  private final StoredCatalog stored;
  private final S3Contents contents;
  private final ObjectFolder local;
  private final Duration grace;

  /**
   * @param folder of this machine, for objects
   * @param state our own folder: globs never match anything in it
   * @param clock for the age of what lies in the folder
   * @param grace how old an object must be before it is tidied up
   */
  S3Catalog(
      Bucket bucket,
      Path folder,
      Path state,
      Clock clock,
      Duration grace,
      Supplier<Set<String>> driven) {
    this.contents = new S3Contents(bucket, grace);
    this.local = new ObjectFolder(folder, clock);
    this.grace = grace;
    this.stored =
        new StoredCatalog(
            contents, new S3Manifests(bucket), folder, List.of(folder, state), grace, driven);
  }

  @Override
  public Path objects() {
    return stored.objects();
  }

  @Override
  public boolean isRemote() {
    return true;
  }

  @Override
  public void bring(Set<String> sha256) {
    for (String object : sha256) {
      attempt(
          "bring object " + object,
          () -> {
            // One that is in use is made young, so that whoever tidies up leaves it.
            if (!local.renew(object)) {
              contents.copy(object, local.path(object));
              local.renew(object);
            }
          });
    }
  }

  @Override
  public void send(Set<String> sha256) {
    for (String object : sha256) {
      attempt(
          "send object " + object,
          () -> {
            if (local.has(object)) {
              String found = contents.store(local.path(object)).sha256();
              if (!found.equals(object)) {
                throw new CatalogException(
                    local.path(object) + " is damaged: its content has the hash " + found);
              }
            } else if (!contents.has(object)) {
              throw new CatalogException(
                  "object " + object + " is not in " + objects() + ", nor in the catalog");
            }
          });
    }
  }

  private interface Attempt {
    void run() throws IOException;
  }

  private static void attempt(String what, Attempt attempt) {
    try {
      attempt.run();
    } catch (IOException | UncheckedIOException e) {
      throw new CatalogException("cannot " + what + ": " + e.getMessage(), e);
    }
  }

  @Override
  public List<CatalogEntry> get(String runId, String glob, Path folder) {
    return stored.get(runId, glob, folder);
  }

  @Override
  public List<CatalogEntry> find(String runId, String glob) {
    return stored.find(runId, glob);
  }

  @Override
  public boolean adopt(String runId, List<CatalogEntry> files, Optional<Path> folder) {
    return stored.adopt(runId, files, folder);
  }

  @Override
  public void withdraw(String runId, List<CatalogEntry> gone, List<CatalogEntry> instead) {
    stored.withdraw(runId, gone, instead);
  }

  @Override
  public List<CatalogEntry> put(String runId, String glob, Path folder, boolean storeCopy) {
    return stored.put(runId, glob, folder, storeCopy);
  }

  @Override
  public String store(Path file) {
    return stored.store(file);
  }

  @Override
  public void export(String sha256, Path file) {
    stored.export(sha256, file);
  }

  @Override
  public boolean has(String sha256) {
    return stored.has(sha256);
  }

  @Override
  public void discard(String runId, Set<String> sha256, Instant since) {
    stored.discard(runId, sha256, since);
  }

  @Override
  public void delete(String runId) {
    stored.delete(runId);
  }

  @Override
  public long retain(Set<String> sha256) {
    long freed = stored.retain(sha256);
    attempt("tidy up " + objects(), () -> local.retain(Set.of(), grace));
    return freed;
  }
}
