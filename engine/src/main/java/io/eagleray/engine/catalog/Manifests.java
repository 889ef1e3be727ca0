package io.eagleray.engine.catalog;

import io.eagleray.run.CatalogEntry;
import java.io.IOException;
import java.util.Collection;
import java.util.Map;
import java.util.Set;

/** The names of the files of runs. */
interface Manifests {
  /** The files of a run by their names, in their order. */
  Map<String, CatalogEntry> read(String runId) throws IOException;

  /** Adds files; those that are there already, as they are, are left out. */
  void add(String runId, Collection<CatalogEntry> added) throws IOException;

  /**
   * Takes files out, but for those that are not there as they are here, and puts others in their
   * place, where there are any of their names.
   */
  void replace(String runId, Collection<CatalogEntry> gone, Collection<CatalogEntry> instead)
      throws IOException;

  /** Forgets a run's. */
  void delete(String runId) throws IOException;

  /** The hashes of the files of all runs. */
  Set<String> named() throws IOException;
}
