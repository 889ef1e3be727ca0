package io.eagleray.engine.store;

import io.eagleray.spi.MappingReader;
import io.eagleray.spi.RunStore;
import io.eagleray.spi.RunStoreProvider;
import io.eagleray.spi.StoreSurroundings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/** {@code sqlite}: one database for all runs, in the state folder or in {@code log_folder}. */
public final class SqliteStores implements RunStoreProvider {
  @Override
  public List<String> types() {
    return List.of("sqlite", "file-system");
  }

  @Override
  public Source read(MappingReader config, StoreSurroundings surroundings) {
    Optional<String> folder = config.text("log_folder");
    return folder
        .<Source>map(
            name -> new Database(surroundings.directory().resolve(name), folder, surroundings))
        .orElseGet(() -> inStateFolder(surroundings));
  }

  /** The usual place. */
  public static Source inStateFolder(StoreSurroundings surroundings) {
    return new Database(surroundings.state(), Optional.empty(), surroundings);
  }

  private record Database(Path folder, Optional<String> place, StoreSurroundings surroundings)
      implements Source {
    @Override
    public boolean mayHaveRuns() {
      return Files.exists(folder.resolve(SqliteRunStore.DATABASE));
    }

    @Override
    public RunStore open(Clock clock) {
      return SqliteRunStore.open(
          folder, surroundings.survivesPowerLoss() ? Durability.POWER : Durability.PROCESS);
    }
  }
}
