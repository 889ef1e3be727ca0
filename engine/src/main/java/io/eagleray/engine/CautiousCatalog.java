package io.eagleray.engine;

import io.eagleray.run.CatalogEntry;
import io.eagleray.spi.Catalog;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;

/**
 * A catalog that deletes nothing while another run is driven: that run may have made the same
 * object, and an object is stored once.
 *
 * @param alone whether no other run is driven
 */
record CautiousCatalog(Catalog catalog, BooleanSupplier alone) implements Catalog {
  @Override
  public void discard(Set<String> sha256, Instant since) {
    if (alone.getAsBoolean()) {
      catalog.discard(sha256, since);
    }
  }

  @Override
  public Path objects() {
    return catalog.objects();
  }

  @Override
  public List<CatalogEntry> get(String runId, String glob, Path folder) {
    return catalog.get(runId, glob, folder);
  }

  @Override
  public List<CatalogEntry> put(String runId, String glob, Path folder, boolean storeCopy) {
    return catalog.put(runId, glob, folder, storeCopy);
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
  public void delete(String runId) {
    catalog.delete(runId);
  }

  @Override
  public long retain(Set<String> sha256) {
    return alone.getAsBoolean() ? catalog.retain(sha256) : 0;
  }
}
