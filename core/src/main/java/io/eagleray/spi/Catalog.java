package io.eagleray.spi;

import io.eagleray.run.CatalogEntry;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Keeps files and objects by the hash of their content; the same content is stored once.
 * Thread-safe.
 *
 * <p>Every method may throw {@link CatalogException}.
 */
public interface Catalog {

  /** Whether files are kept at all; if not, a step's files are neither put nor missed. */
  default boolean keepsFiles() {
    return true;
  }

  /** The folder where task workers put objects and find them: {@code ab/cdef…} by SHA-256. */
  Path objects();

  /**
   * Whether objects are kept elsewhere than in {@link #objects}: then what a task is to find there
   * must be brought before it starts, and what it left there must be sent before anybody is told.
   */
  default boolean isRemote() {
    return false;
  }

  /** Brings objects into {@link #objects}, where they are not there yet. */
  default void bring(Set<String> sha256) {}

  /** Makes objects that a worker put into {@link #objects} part of the catalog, durably. */
  default void send(Set<String> sha256) {}

  /**
   * Whether what an event names must survive the loss of power, as the event does: then {@link
   * #force} is called before the event is recorded.
   */
  default boolean survivesPowerLoss() {
    return false;
  }

  /** Makes contents, and the names of a run's files, survive the loss of power. */
  default void force(String runId, Set<String> sha256) {}

  /**
   * Copies a run's files that match a glob into a folder.
   *
   * @return what was copied; empty where nothing matched
   */
  List<CatalogEntry> get(String runId, String glob, Path folder);

  /** A run's files that match a glob, as {@link #get} would copy them; none is. */
  List<CatalogEntry> find(String runId, String glob);

  /**
   * Takes files of another run over: they are the run's own from now on, and lie in a folder as if
   * they had been put from there.
   *
   * @param files as they were put
   * @param folder where they are copied to; empty where only the run's catalog gets them
   * @return whether all of them are there; if not, nothing was changed
   */
  boolean adopt(String runId, List<CatalogEntry> files, Optional<Path> folder);

  /**
   * Takes files out of a run's own: {@link #get} does not know them any more. One that was put
   * again with another content stays. Their contents stay for others that have the same.
   *
   * @param gone as they were put
   * @param instead the run's files of these names from now on, as they were put before
   */
  void withdraw(String runId, List<CatalogEntry> gone, List<CatalogEntry> instead);

  /**
   * Stores the files of a folder that match a glob under the run.
   *
   * @param storeCopy whether the content is kept, or only its hash
   * @return what matched
   */
  List<CatalogEntry> put(String runId, String glob, Path folder, boolean storeCopy);

  /**
   * Stores all files of a folder under the run, by their names in it. The folder may be any.
   *
   * @return what was in it
   */
  default List<CatalogEntry> keep(String runId, Path folder) {
    return put(runId, "**", folder, true);
  }

  /**
   * Stores a file's content as an object.
   *
   * @return its SHA-256
   */
  String store(Path file);

  /** Copies an object to a file. The hash is checked. */
  void export(String sha256, Path file);

  /** Whether an object is there. */
  boolean has(String sha256);

  /**
   * Deletes objects that a step made and does not want any more. One that was there before, or that
   * any run's files name, stays; so does each while another run is driven, which may have made the
   * same object, for an object is stored once.
   *
   * @param runId of the step
   * @param since when the step began
   */
  void discard(String runId, Set<String> sha256, Instant since);

  /** Forgets a run's files. */
  void delete(String runId);

  /**
   * Deletes objects that are neither named here nor by any run's files; nothing while a run is
   * driven, which may have stored an object that was there already, and not have told of it yet.
   *
   * @return how many bytes were freed
   */
  long retain(Set<String> sha256);
}
