package io.eagleray.engine;

import io.eagleray.engine.catalog.FolderCatalogs;
import io.eagleray.engine.store.SqliteStores;
import io.eagleray.problem.Problem;
import io.eagleray.spi.CatalogProvider;
import io.eagleray.spi.RunStoreProvider;
import io.eagleray.spi.StoreSurroundings;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The services that runs work with: what a config file chooses.
 *
 * @param runs where run logs are kept
 * @param catalog where files and objects are kept
 * @param dotenv the file of secrets that the config file names
 * @param executor where steps run
 * @param jobs where the task of {@code job run} runs
 * @param warnings about the config file
 */
public record Configuration(
    RunStoreProvider.Source runs,
    CatalogProvider.Source catalog,
    Optional<Path> dotenv,
    Executor executor,
    Executor jobs,
    List<Problem> warnings) {
  public Configuration {
    warnings = List.copyOf(warnings);
  }

  /** What there is without a config file: all in the state folder. */
  public static Configuration usual(StoreSurroundings surroundings) {
    return new Configuration(
        SqliteStores.inStateFolder(surroundings),
        FolderCatalogs.inStateFolder(surroundings),
        Optional.empty(),
        new Executor.Local(),
        new Executor.Local(),
        List.of());
  }
}
