package io.eagleray.engine.catalog;

import io.eagleray.run.CatalogEntry;
import io.eagleray.spi.Catalog;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Keeps objects, and no files. */
record NoFiles(Catalog catalog) implements Catalog {
  @Override
  public boolean keepsFiles() {
    return false;
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
  public List<CatalogEntry> put(String runId, String glob, Path folder, boolean storeCopy) {
    return List.of();
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
