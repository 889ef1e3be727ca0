package io.eagleray.engine.catalog;

import io.eagleray.spi.Catalog;
import io.eagleray.spi.CatalogProvider;
import io.eagleray.spi.MappingReader;
import io.eagleray.spi.StoreSurroundings;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** {@code folder}: contents and names in the state folder, or in {@code catalog_location}. */
public final class FolderCatalogs implements CatalogProvider {
  @Override
  public List<String> types() {
    return List.of("folder", "file-system");
  }

  @Override
  public Source read(MappingReader config, StoreSurroundings surroundings) {
    Optional<String> folder = config.text("catalog_location");
    DataFolder data = DataFolder.read(config);
    Source place =
        folder
            .<Source>map(name -> new Folder(surroundings.directory().resolve(name), surroundings))
            .orElseGet(() -> inStateFolder(surroundings));
    return data.of(place);
  }

  /** The usual place. */
  public static Source inStateFolder(StoreSurroundings surroundings) {
    return new Folder(surroundings.state().resolve("catalog"), surroundings);
  }

  private record Folder(Path folder, StoreSurroundings surroundings) implements Source {
    @Override
    public Catalog open(Clock clock, Supplier<Set<String>> driven) {
      return new FolderCatalog(
          folder, surroundings.state(), clock, FolderCatalog.USUAL_GRACE, driven);
    }
  }
}
