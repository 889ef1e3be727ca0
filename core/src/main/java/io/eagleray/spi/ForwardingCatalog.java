package io.eagleray.spi;

import io.eagleray.run.CatalogEntry;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A catalog that leaves to another one all that it does not do otherwise itself. */
public interface ForwardingCatalog extends Catalog {
  /** The other one. */
  Catalog catalog();

  @Override
  default boolean keepsFiles() {
    return catalog().keepsFiles();
  }

  @Override
  default Path objects() {
    return catalog().objects();
  }

  @Override
  default boolean isRemote() {
    return catalog().isRemote();
  }

  @Override
  default void bring(Set<String> sha256) {
    catalog().bring(sha256);
  }

  @Override
  default void send(Set<String> sha256) {
    catalog().send(sha256);
  }

  @Override
  default boolean survivesPowerLoss() {
    return catalog().survivesPowerLoss();
  }

  @Override
  default void force(String runId, Set<String> sha256) {
    catalog().force(runId, sha256);
  }

  @Override
  default List<CatalogEntry> get(String runId, String glob, Path folder) {
    return catalog().get(runId, glob, folder);
  }

  @Override
  default List<CatalogEntry> find(String runId, String glob) {
    return catalog().find(runId, glob);
  }

  @Override
  default boolean adopt(String runId, List<CatalogEntry> files, Optional<Path> folder) {
    return catalog().adopt(runId, files, folder);
  }

  @Override
  default void withdraw(String runId, List<CatalogEntry> gone, List<CatalogEntry> instead) {
    catalog().withdraw(runId, gone, instead);
  }

  @Override
  default List<CatalogEntry> put(String runId, String glob, Path folder, boolean storeCopy) {
    return catalog().put(runId, glob, folder, storeCopy);
  }

  @Override
  default List<CatalogEntry> keep(String runId, Path folder) {
    return catalog().keep(runId, folder);
  }

  @Override
  default String store(Path file) {
    return catalog().store(file);
  }

  @Override
  default void export(String sha256, Path file) {
    catalog().export(sha256, file);
  }

  @Override
  default boolean has(String sha256) {
    return catalog().has(sha256);
  }

  @Override
  default void discard(String runId, Set<String> sha256, Instant since) {
    catalog().discard(runId, sha256, since);
  }

  @Override
  default void delete(String runId) {
    catalog().delete(runId);
  }

  @Override
  default long retain(Set<String> sha256) {
    return catalog().retain(sha256);
  }
}
