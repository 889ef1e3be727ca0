package io.eagleray.engine.store.segment;

import io.eagleray.spi.MappingReader;
import io.eagleray.spi.RunStore;
import io.eagleray.spi.RunStoreProvider;
import io.eagleray.spi.StoreSurroundings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/** {@code segments}: files in {@code log_folder}, which several machines may share. */
public final class SegmentStores implements RunStoreProvider {
  private static final String USUAL = "run-logs";

  @Override
  public List<String> types() {
    return List.of("segments", "chunked-fs");
  }

  @Override
  public Source read(MappingReader config, StoreSurroundings surroundings) {
    Optional<String> folder = config.text("log_folder");
    return new Folder(
        folder
            .map(name -> surroundings.directory().resolve(name))
            .orElse(surroundings.state().resolve(USUAL)),
        folder);
  }

  private record Folder(Path folder, Optional<String> place) implements Source {
    @Override
    public boolean mayHaveRuns() {
      return Files.isDirectory(folder);
    }

    @Override
    public RunStore open(Clock clock) {
      return SegmentRunStore.open(folder, clock);
    }
  }
}
