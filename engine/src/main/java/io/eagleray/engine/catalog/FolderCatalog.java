package io.eagleray.engine.catalog;

import io.eagleray.run.CatalogEntry;
import io.eagleray.run.CatalogEntry.Direction;
import io.eagleray.spi.Catalog;
import io.eagleray.spi.CatalogException;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * A catalog in a folder: contents in {@code objects}, the names of a run's files in {@code
 * runs/<run>/manifest.jsonl}. Several processes may use it at once.
 */
public final class FolderCatalog implements Catalog {
  /**
   * How old an object that no run names must be before it is deleted: longer than from its writing
   * to its event.
   */
  public static final Duration USUAL_GRACE = Duration.ofHours(1);

  private final List<Path> own;
  private final Path objectFolder;
  private final Path runs;
  private final ObjectFolder objects;
  private final Duration grace;
  private final Supplier<Set<String>> driven;

  /**
   * A catalog; nothing is made before something is put.
   *
   * @param folder the catalog's own, and
   * @param state the state folder: globs never match anything in them
   * @param clock for the age of objects
   * @param grace how old an object must be before {@link #retain} deletes it: longer than a worker
   *     takes from writing one to its event in the run log
   * @param driven the runs that are driven now, by whatever process
   */
  public FolderCatalog(
      Path folder, Path state, Clock clock, Duration grace, Supplier<Set<String>> driven) {
    Path home = folder.toAbsolutePath().normalize();
    this.own = List.of(home, state.toAbsolutePath().normalize());
    this.objectFolder = home.resolve("objects");
    this.runs = home.resolve("runs");
    this.objects = new ObjectFolder(objectFolder, clock);
    this.grace = grace;
    this.driven = driven;
  }

  /** What is wrong with a glob of a pipeline; empty where nothing is. */
  public static Optional<String> problem(String glob) {
    return CatalogGlob.problem(glob);
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
    return manifest(runId).read().values().stream()
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
          manifest(runId).add(files);
          return true;
        });
  }

  /** Whether a file's content can be had; if so, nobody tidies it up for a while. */
  private boolean isThere(CatalogEntry file, Optional<Path> folder) throws IOException {
    if (file.stored()) {
      return objects.renew(objects.path(file.sha256()));
    }
    if (folder.isEmpty()) {
      return false;
    }
    Path place = inside(folder.get(), file.name());
    return Files.isRegularFile(place) && Sha256.of(place).equals(file.sha256());
  }

  private void fetch(CatalogEntry entry, Path folder) throws IOException {
    Path target = inside(folder, entry.name());
    if (entry.stored()) {
      objects.copy(entry.sha256(), target);
    } else if (!Files.isRegularFile(target) || !Sha256.of(target).equals(entry.sha256())) {
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
            String sha256 = storeCopy ? objects.store(source) : Sha256.of(source);
            long size = storeCopy ? Files.size(objects.path(sha256)) : Files.size(source);
            entries.add(
                entry(file.toString().replace('\\', '/'), sha256, size, Direction.PUT, storeCopy));
          }
          manifest(runId).add(entries);
          return List.copyOf(entries);
        });
  }

  private static CatalogEntry entry(
      String name, String sha256, long size, Direction direction, boolean stored) {
    return new CatalogEntry(name, sha256, size, direction, stored);
  }

  @Override
  public String store(Path file) {
    return attempt("store " + file, () -> objects.store(file));
  }

  @Override
  public void export(String sha256, Path file) {
    Sha256.check(sha256);
    attempt(
        "write " + file,
        () -> {
          objects.copy(sha256, file);
          return file;
        });
  }

  @Override
  public boolean has(String sha256) {
    return objects.has(sha256);
  }

  @Override
  public void delete(String runId) {
    Path run = run(runId);
    attempt(
        "delete " + run,
        () -> {
          Files.deleteIfExists(run.resolve("manifest.jsonl"));
          return Files.deleteIfExists(run);
        });
  }

  @Override
  public void discard(String runId, Set<String> sha256, Instant since) {
    if (driven.get().stream().anyMatch(run -> !run.equals(runId))) {
      return;
    }
    attempt(
        "delete objects from the catalog " + objectFolder,
        () -> {
          Set<String> named = namedByRuns();
          for (String object : sha256) {
            if (!named.contains(object)) {
              objects.deleteIfSince(object, since);
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
        "tidy up the catalog " + objectFolder,
        () -> {
          Set<String> kept = namedByRuns();
          kept.addAll(sha256);
          return objects.retain(kept, grace);
        });
  }

  /** The contents that the files of any run name. */
  private Set<String> namedByRuns() throws IOException {
    Set<String> named = new HashSet<>();
    if (Files.isDirectory(runs)) {
      try (Stream<Path> folders = Files.list(runs)) {
        for (Path folder : folders.toList()) {
          new Manifest(folder.resolve("manifest.jsonl"))
              .read()
              .values()
              .forEach(entry -> named.add(entry.sha256()));
        }
      }
    }
    return named;
  }

  private Manifest manifest(String runId) {
    return new Manifest(run(runId).resolve("manifest.jsonl"));
  }

  private Path run(String runId) {
    Path run = runs.resolve(runId);
    if (!runs.equals(run.normalize().getParent())) {
      throw new CatalogException("\"" + runId + "\" cannot name a run");
    }
    return run;
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
    } catch (IOException e) {
      throw new CatalogException("cannot " + what + ": " + e.getMessage(), e);
    }
  }
}
