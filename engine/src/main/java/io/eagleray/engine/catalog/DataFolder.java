package io.eagleray.engine.catalog;

import io.eagleray.run.CatalogEntry;
import io.eagleray.spi.Catalog;
import io.eagleray.spi.CatalogProvider;
import io.eagleray.spi.ForwardingCatalog;
import io.eagleray.spi.MappingReader;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * {@code compute_data_folder}: the folder inside the working directory that files are put from and
 * got into; the working directory itself where the config says nothing.
 */
final class DataFolder {
  private static final String KEY = "compute_data_folder";

  private final Path folder;

  private DataFolder(Path folder) {
    this.folder = folder;
  }

  static DataFolder read(MappingReader config) {
    Path folder = Path.of(config.text(KEY).orElse("")).normalize();
    if (folder.isAbsolute() || folder.startsWith("..")) {
      config.reject(KEY, "a folder inside the working directory");
      return new DataFolder(Path.of(""));
    }
    return new DataFolder(folder);
  }

  CatalogProvider.Source of(CatalogProvider.Source source) {
    return folder.toString().isEmpty()
        ? source
        : (clock, driven) -> new Inside(source.open(clock, driven), folder);
  }

  /** A catalog whose files lie in a folder of the working directory. */
  private record Inside(Catalog catalog, Path data) implements ForwardingCatalog {
    @Override
    public List<CatalogEntry> get(String runId, String glob, Path folder) {
      return catalog.get(runId, glob, folder.resolve(data));
    }

    @Override
    public boolean adopt(String runId, List<CatalogEntry> files, Optional<Path> folder) {
      return catalog.adopt(runId, files, folder.map(place -> place.resolve(data)));
    }

    @Override
    public List<CatalogEntry> put(String runId, String glob, Path folder, boolean storeCopy) {
      return catalog.put(runId, glob, folder.resolve(data), storeCopy);
    }
  }
}
