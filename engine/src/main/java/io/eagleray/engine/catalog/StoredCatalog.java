package io.eagleray.engine.catalog;

import io.eagleray.engine.hash.FileHash;
import io.eagleray.file.FileNames;
import io.eagleray.run.CatalogEntry;
import io.eagleray.run.CatalogEntry.Direction;
import io.eagleray.spi.Catalog;
import io.eagleray.spi.CatalogException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** A catalog of contents and of names. Several processes may use it at once. */
final class StoredCatalog implements Catalog {
  /**
   * How old an object that no run names must be before it is deleted: longer than from its writing
   * to its event.
   */
  static final Duration USUAL_GRACE = Duration.ofHours(1);

  private final Contents contents;
  private final Manifests manifests;
  private final Path objectFolder;
  private final List<Path> own;
  private final Duration grace;
  private final Supplier<Set<String>> driven;

  /**
   * A catalog; nothing is made before something is put.
   *
   * @param objectFolder where workers put objects
   * @param own our folders: globs never match anything in them
   * @param grace how old an object must be before {@link #retain} deletes it: longer than a worker
   *     takes from writing one to its event in the run log
   * @param driven the runs that are driven now, by whatever process
   */
  StoredCatalog(
      Contents contents,
      Manifests manifests,
      Path objectFolder,
      List<Path> own,
      Duration grace,
      Supplier<Set<String>> driven) {
    this.contents = contents;
    this.manifests = manifests;
    this.objectFolder = objectFolder;
    this.own = List.copyOf(own);
    this.grace = grace;
    this.driven = driven;
  }

  @Override
  public Path objects() {
    return objectFolder;
  }

  @Override
  public List<CatalogEntry> get(String runId, String glob, Path folder) {
    CatalogGlob wanted = CatalogGlob.of(glob);
    return attempt(
        "get \"" + glob + "\" from the catalog of run " + runId,
        () -> {
          List<CatalogEntry> got = matching(runId, wanted);
          for (CatalogEntry entry : got) {
            fetch(entry, folder);
          }
          return got;
        });
  }

  @Override
  public List<CatalogEntry> find(String runId, String glob) {
    CatalogGlob wanted = CatalogGlob.of(glob);
    return attempt(
        "look into the catalog of run " + runId + " for \"" + glob + "\"",
        () -> matching(runId, wanted));
  }

  private List<CatalogEntry> matching(String runId, CatalogGlob wanted) throws IOException {
    return manifests.read(runId).values().stream()
        .filter(entry -> wanted.matches(Path.of(entry.name())))
        .map(entry ->
            entry(entry.name(), entry.sha256(), entry.size(), Direction.GET, entry.stored()))
        .toList();
  }

  @Override
  public boolean adopt(String runId, List<CatalogEntry> files, Optional<Path> folder) {
    return attempt(
        "take files over into the catalog of run " + runId,
        () -> {
          for (CatalogEntry file : files) {
            if (!isThere(file, folder)) {
              return false;
            }
          }
          if (folder.isPresent()) {
            for (CatalogEntry file : files) {
              fetch(file, folder.get());
            }
          }
          manifests.add(runId, files);
          return true;
        });
  }

  @Override
  public void withdraw(String runId, List<CatalogEntry> gone, List<CatalogEntry> instead) {
    attempt(
        "take files out of the catalog of run " + runId,
        () -> {
          manifests.replace(runId, gone, instead);
          return true;
        });
  }

  /** Whether a file's content can be had; if so, nobody tidies it up for a while. */
  private boolean isThere(CatalogEntry file, Optional<Path> folder) throws IOException {
    if (file.stored()) {
      return contents.renew(file.sha256());
    }
    if (folder.isEmpty()) {
      return false;
    }
    return isAsIn(file, inside(folder.get(), file.name()));
  }

  private static boolean isAsIn(CatalogEntry entry, Path file) throws IOException {
    return Files.isRegularFile(file)
        && Files.size(file) == entry.size()
        && FileHash.of(file).equals(entry.sha256());
  }

  private void fetch(CatalogEntry entry, Path folder) throws IOException {
    Path target = inside(folder, entry.name());
    if (entry.stored()) {
      if (Files.isSymbolicLink(target)) {
        // What it leads to may be another file of the catalog.
        Files.delete(target);
      }
      // A file that is there as it should be is left, with its permissions and its time.
      if (!isAsIn(entry, target)) {
        contents.copy(entry.sha256(), target);
      }
    } else if (!isAsIn(entry, target)) {
      throw new CatalogException(
          entry.name()
              + " was put without a copy (store_copy: false) and is not in "
              + folder
              + " as it was");
    }
  }

  /** A file in the folder, also after links on the way there were followed. */
  private static Path inside(Path folder, String name) throws IOException {
    Path root = folder.toRealPath();
    Path target = folder.resolve(name).normalize();
    Path there = target;
    while (there != null && !Files.exists(there)) {
      there = there.getParent();
    }
    if (Path.of(name).isAbsolute()
        || List.of(name.split("/")).contains("..")
        || there == null
        || !there.toRealPath().startsWith(root)) {
      throw new CatalogException("\"" + name + "\" would be written outside of " + folder);
    }
    return target;
  }

  @Override
  public List<CatalogEntry> put(String runId, String glob, Path folder, boolean storeCopy) {
    CatalogGlob wanted = CatalogGlob.of(glob);
    return attempt(
        "put \"" + glob + "\" into the catalog of run " + runId,
        () -> {
          List<CatalogEntry> entries = new ArrayList<>();
          for (Path file : MatchingFiles.find(folder, wanted, own)) {
            Path source = folder.resolve(file);
            Contents.Stored stored =
                storeCopy
                    ? contents.store(source)
                    : new Contents.Stored(FileHash.of(source), Files.size(source));
            entries.add(
                entry(
                    MatchingFiles.name(file),
                    stored.sha256(),
                    stored.size(),
                    Direction.PUT,
                    storeCopy));
          }
          manifests.add(runId, entries);
          return List.copyOf(entries);
        });
  }

  private static CatalogEntry entry(
      String name, String sha256, long size, Direction direction, boolean stored) {
    return new CatalogEntry(name, sha256, size, direction, stored);
  }

  @Override
  public String store(Path file) {
    return attempt("store " + file, () -> contents.store(file).sha256());
  }

  @Override
  public void export(String sha256, Path file) {
    FileHash.check(sha256);
    attempt(
        "write " + file,
        () -> {
          contents.copy(sha256, file);
          return file;
        });
  }

  @Override
  public boolean has(String sha256) {
    FileHash.check(sha256);
    return attempt("look for " + sha256, () -> contents.has(sha256));
  }

  @Override
  public void delete(String runId) {
    attempt(
        "forget the files of run " + runId,
        () -> {
          manifests.delete(runId);
          return true;
        });
  }

  @Override
  public void discard(String runId, Set<String> sha256, Instant since) {
    if (driven.get().stream().anyMatch(run -> !run.equals(runId))) {
      return;
    }
    attempt(
        "delete objects from the catalog",
        () -> {
          Set<String> named = manifests.named();
          for (String object : sha256) {
            if (!named.contains(object)) {
              contents.deleteIfSince(object, since);
            }
          }
          return true;
        });
  }

  @Override
  public long retain(Set<String> sha256) {
    if (!driven.get().isEmpty()) {
      return 0;
    }
    return attempt(
        "tidy up the catalog",
        () -> {
          Set<String> kept = new HashSet<>(manifests.named());
          kept.addAll(sha256);
          return contents.retain(kept, grace);
        });
  }

  private interface Attempt<T> {
    T run() throws IOException;
  }

  private static <T> T attempt(String what, Attempt<T> attempt) {
    try {
      return attempt.run();
    } catch (FileSystemException e) {
      String reason = e.getReason() == null ? e.getClass().getSimpleName() : e.getReason();
      throw new CatalogException("cannot " + what + ": " + e.getFile() + ": " + reason, e);
    } catch (InvalidPathException e) {
      throw new CatalogException("cannot " + what + ": " + FileNames.refusal(e), e);
    } catch (IOException | UncheckedIOException e) {
      throw new CatalogException("cannot " + what + ": " + e.getMessage(), e);
    }
  }
}
