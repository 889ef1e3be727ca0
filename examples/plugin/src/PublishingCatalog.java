package com.example.plugin;

import io.eagleray.run.CatalogEntry;
import io.eagleray.spi.Catalog;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Copies what a step puts to a folder too, under its name, for those who know of no runs. */
record PublishingCatalog(Catalog catalog, Path shown) implements Catalog {
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
  public boolean keepsFiles() {
    return catalog.keepsFiles();
  }

  @Override
  public Path objects() {
    return catalog.objects();
  }

  @Override
  public boolean isRemote() {
    return catalog.isRemote();
  }

  @Override
  public void bring(Set<String> sha256) {
    catalog.bring(sha256);
  }

  @Override
  public void send(Set<String> sha256) {
    catalog.send(sha256);
  }

  @Override
  public List<CatalogEntry> get(String runId, String glob, Path folder) {
    return catalog.get(runId, glob, folder);
  }

  @Override
  public List<CatalogEntry> find(String runId, String glob) {
    return catalog.find(runId, glob);
  }

  @Override
  public boolean adopt(String runId, List<CatalogEntry> files, Optional<Path> folder) {
    boolean isWhole = catalog.adopt(runId, files, folder);
    if (isWhole) {
      published(files);
    }
    return isWhole;
  }

  @Override
  public String store(Path file) {
    return catalog.store(file);
  }

  @Override
  public void export(String sha256, Path file) {
    catalog.export(sha256, file);
  }

  @Override
  public boolean has(String sha256) {
    return catalog.has(sha256);
  }

  @Override
  public void discard(String runId, Set<String> sha256, Instant since) {
    catalog.discard(runId, sha256, since);
  }

  @Override
  public void delete(String runId) {
    catalog.delete(runId);
  }

  @Override
  public long retain(Set<String> sha256) {
    return catalog.retain(sha256);
  }
}
