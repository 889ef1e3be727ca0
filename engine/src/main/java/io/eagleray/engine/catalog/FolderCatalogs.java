package io.eagleray.engine.catalog;

import io.eagleray.spi.Catalog;
import io.eagleray.spi.CatalogProvider;
import io.eagleray.spi.MappingReader;
import io.eagleray.spi.StoreSurroundings;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** {@code folder}: contents and names in the state folder, or in {@code catalog_location}. */
public final class FolderCatalogs implements CatalogProvider {
  private static final String OBJECTS = "objects";
  private static final String RUNS = "runs";

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
      Catalog catalog =
          FolderCatalogs.open(
              folder, surroundings.state(), clock, StoredCatalog.USUAL_GRACE, driven);
      return surroundings.survivesPowerLoss()
          ? new ForcedCatalog(catalog, home(folder), manifests(folder))
          : catalog;
    }
  }

  /**
   * A catalog in a folder: contents in {@code objects}, the names of a run's files in {@code
   * runs/<run>/manifest.jsonl}.
   *
   * @param clock for the age of objects
   * @param grace how old an object must be before it is tidied up
   */
  static Catalog open(
      Path folder, Path state, Clock clock, Duration grace, Supplier<Set<String>> driven) {
    Path home = home(folder);
    Path objects = home.resolve(OBJECTS);
    return new StoredCatalog(
        new ObjectFolder(objects, clock),
        manifests(folder),
        objects,
        List.of(home, state.toAbsolutePath().normalize()),
        grace,
        driven);
  }

  private static Path home(Path folder) {
    return folder.toAbsolutePath().normalize();
  }

  private static FolderManifests manifests(Path folder) {
    return new FolderManifests(home(folder).resolve(RUNS));
  }
}
