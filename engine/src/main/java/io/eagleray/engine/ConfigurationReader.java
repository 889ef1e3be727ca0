package io.eagleray.engine;

import io.eagleray.engine.catalog.FolderCatalogs;
import io.eagleray.engine.store.SqliteStores;
import io.eagleray.problem.InvalidInputException;
import io.eagleray.problem.Problems;
import io.eagleray.spi.CatalogProvider;
import io.eagleray.spi.RunStoreProvider;
import io.eagleray.spi.StoreSurroundings;
import io.eagleray.yaml.ConfigFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads a config file, with the stores and catalogs that {@code ServiceLoader} finds. */
public final class ConfigurationReader {
  private static final List<String> SECRETS = List.of("env-secrets", "dotenv", "do-nothing");
  private static final List<String> VARIABLES =
      List.of("EAGLERAY_CONFIG", "RUNNABLE_CONFIGURATION_FILE");
  private static final List<String> NAMES = List.of("eagleray-config.yaml", "runnable-config.yaml");

  private final StoreSurroundings surroundings;

  public ConfigurationReader(StoreSurroundings surroundings) {
    this.surroundings = surroundings;
  }

  /**
   * Finds the config file and reads it: the one that was asked for, else the environment's, else
   * one of the usual names in the working directory, so that all who work on a run find the store
   * that the run is in.
   *
   * @return without a file the usual services
   * @throws InvalidInputException with all that is wrong in the file
   */
  public Configuration find(Optional<Path> asked) {
    Path directory = surroundings.directory();
    Stream<Path> told =
        VARIABLES.stream()
            .map(name -> surroundings.environment().getOrDefault(name, ""))
            .filter(name -> !name.isBlank())
            .map(Path::of);
    Stream<Path> here =
        NAMES.stream().map(Path::of).filter(name -> Files.isRegularFile(directory.resolve(name)));
    return asked
        .or(() -> Stream.concat(told, here).findFirst())
        .map(name -> read(directory.resolve(name), name.toString()))
        .orElseGet(() -> Configuration.usual(surroundings));
  }

  /**
   * Reads a file.
   *
   * @param name the file as the user named it
   * @throws InvalidInputException with all that is wrong in it
   */
  public Configuration read(Path file, String name) {
    Problems problems = new Problems();
    Optional<Configuration> configuration =
        ConfigFile.read(file, name, surroundings.environment(), problems)
            .map(config -> read(config, problems));
    problems.throwIfErrors();
    return configuration.orElseGet(() -> Configuration.usual(surroundings));
  }

  private Configuration read(ConfigFile file, Problems problems) {
    RunStoreProvider.Source runs = runs(file);
    CatalogProvider.Source catalog = catalog(file);
    Optional<Path> dotenv = dotenv(file);
    ExecutorReader executors = new ExecutorReader(file, runs.isShared());
    Executor pipelines = executors.ofPipelines();
    Executor jobs = executors.ofJobs();
    // Objects have one form here, whatever pickles them.
    file.section("pickler", List.of("pickle"));
    file.refuse("executor", "\"pipeline-executor\", or \"job-executor\" for job run");
    file.finish();
    return new Configuration(runs, catalog, dotenv, pipelines, jobs, problems.warnings());
  }

  private RunStoreProvider.Source runs(ConfigFile file) {
    Map<String, RunStoreProvider> known =
        Plugins.byEachName(RunStoreProvider.class, RunStoreProvider::types);
    return file.section("run-log-store", known.keySet())
        .flatMap(section ->
            Optional.ofNullable(known.get(section.type()))
                .map(provider -> provider.read(section.config(), surroundings)))
        .orElseGet(() -> SqliteStores.inStateFolder(surroundings));
  }

  private CatalogProvider.Source catalog(ConfigFile file) {
    Map<String, CatalogProvider> known =
        Plugins.byEachName(CatalogProvider.class, CatalogProvider::types);
    return file.section("catalog", known.keySet())
        .flatMap(section ->
            Optional.ofNullable(known.get(section.type()))
                .map(provider -> provider.read(section.config(), surroundings)))
        .orElseGet(() -> FolderCatalogs.inStateFolder(surroundings));
  }

  /** The environment goes before the file whatever the type is. */
  private Optional<Path> dotenv(ConfigFile file) {
    return file.section("secrets", SECRETS)
        .filter(section -> section.type().equals("dotenv"))
        .map(section ->
            surroundings.directory().resolve(section.config().text("location").orElse(".env")));
  }
}
