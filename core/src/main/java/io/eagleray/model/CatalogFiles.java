package io.eagleray.model;

import java.util.List;

/**
 * Files that a task takes from the run's catalog before it runs and leaves there after.
 *
 * @param get globs on names in the catalog
 * @param put globs on files in the working directory
 * @param storeCopy whether the content is stored; if not, only its hash is recorded
 */
public record CatalogFiles(List<String> get, List<String> put, boolean storeCopy) {
  public static final CatalogFiles NONE = new CatalogFiles(List.of(), List.of(), true);

  public CatalogFiles {
    get = List.copyOf(get);
    put = List.copyOf(put);
  }
}
