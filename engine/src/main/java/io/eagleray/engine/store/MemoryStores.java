package io.eagleray.engine.store;

import io.eagleray.spi.MappingReader;
import io.eagleray.spi.RunStore;
import io.eagleray.spi.RunStoreProvider;
import io.eagleray.spi.StoreSurroundings;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/** {@code memory}: run logs end with the process that wrote them. */
public final class MemoryStores implements RunStoreProvider {
  @Override
  public List<String> types() {
    return List.of("memory", "buffered");
  }

  @Override
  public Source read(MappingReader config, StoreSurroundings surroundings) {
    return new Memory();
  }

  private record Memory() implements Source {
    @Override
    public Optional<String> place() {
      return Optional.of("the memory of this process");
    }

    @Override
    public boolean mayHaveRuns() {
      return false;
    }

    @Override
    public boolean isShared() {
      return false;
    }

    @Override
    public RunStore open(Clock clock) {
      return new MemoryRunStore();
    }
  }
}
