package io.eagleray.engine.catalog;

import io.eagleray.run.CatalogEntry;
import io.eagleray.spi.Catalog;
import io.eagleray.spi.ForwardingCatalog;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Keeps objects, and no files. */
record NoFiles(Catalog catalog) implements ForwardingCatalog {
  @Override
  public boolean keepsFiles() {
    return false;
  }

  @Override
  public List<CatalogEntry> get(String runId, String glob, Path folder) {
    return List.of();
  }

  @Override
  public List<CatalogEntry> find(String runId, String glob) {
    return List.of();
  }

  @Override
  public boolean adopt(String runId, List<CatalogEntry> files, Optional<Path> folder) {
    return files.isEmpty();
  }

  @Override
  public void withdraw(String runId, List<CatalogEntry> gone, List<CatalogEntry> instead) {}

  @Override
  public List<CatalogEntry> put(String runId, String glob, Path folder, boolean storeCopy) {
    return List.of();
  }

  @Override
  public List<CatalogEntry> keep(String runId, Path folder) {
    return List.of();
  }
}
