package io.eagleray.engine.store.postgres;

import io.eagleray.spi.MappingReader;
import io.eagleray.spi.RunStore;
import io.eagleray.spi.RunStoreProvider;
import io.eagleray.spi.StoreSurroundings;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/** {@code postgresql}: the database under {@code url}. */
public final class PostgresStores implements RunStoreProvider {
  @Override
  public List<String> types() {
    return List.of("postgresql", "postgres");
  }

  @Override
  public Source read(MappingReader config, StoreSurroundings surroundings) {
    return new Database(PostgresAddress.read(config, surroundings.environment()));
  }

  private record Database(PostgresAddress address) implements Source {
    @Override
    public Optional<String> place() {
      return Optional.of(address.place());
    }

    @Override
    public boolean mayHaveRuns() {
      return true;
    }

    @Override
    public RunStore open(Clock clock) {
      return PostgresRunStore.open(address);
    }
  }
}
