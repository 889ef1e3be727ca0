package com.example.plugin;

import io.eagleray.run.CatalogEntry;
import io.eagleray.spi.Catalog;
import io.eagleray.spi.ForwardingCatalog;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Copies what a step puts to a folder too, under its name, for those who know of no runs. */
record PublishingCatalog(Catalog catalog, Path shown) implements ForwardingCatalog {
  @Override
  public List<CatalogEntry> put(String runId, String glob, Path folder, boolean storeCopy) {
    return published(catalog.put(runId, glob, folder, storeCopy));
  }

  @Override
  public List<CatalogEntry> keep(String runId, Path folder) {
    return published(catalog.keep(runId, folder));
  }

  /** By the hash: what is shown is what the catalog has, whole. */
  private List<CatalogEntry> published(List<CatalogEntry> entries) {
    entries.stream()
        .filter(CatalogEntry::stored)
        .forEach(entry -> catalog.export(entry.sha256(), shown.resolve(entry.name())));
    return entries;
  }

  @Override
  public boolean adopt(String runId, List<CatalogEntry> files, Optional<Path> folder) {
    boolean isWhole = catalog.adopt(runId, files, folder);
    if (isWhole) {
      published(files);
    }
    return isWhole;
  }
}
