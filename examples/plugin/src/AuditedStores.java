package com.example.plugin;

import io.eagleray.spi.MappingReader;
import io.eagleray.spi.RunStore;
import io.eagleray.spi.RunStoreProvider;
import io.eagleray.spi.StoreSurroundings;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;

/** {@code run-log-store: {type: audited}}: the usual store, and a line of text for each event. */
public final class AuditedStores implements RunStoreProvider {
  @Override
  public List<String> types() {
    return List.of("audited");
  }

  /** The key {@code file} is ours; all others are for the store behind it. */
  @Override
  public Source read(MappingReader config, StoreSurroundings surroundings) {
    Path lines = surroundings.directory().resolve(config.text("file").orElse("events.txt"));
    Source usual =
        ServiceLoader.load(RunStoreProvider.class).stream()
            .map(ServiceLoader.Provider::get)
            .filter(provider -> provider.types().contains("sqlite"))
            .findFirst()
            .orElseThrow()
            .read(config, surroundings);
    return new Audited(usual, lines);
  }

  private record Audited(Source usual, Path lines) implements Source {
    @Override
    public Optional<String> place() {
      return usual.place();
    }

    @Override
    public boolean mayHaveRuns() {
      return usual.mayHaveRuns();
    }

    @Override
    public RunStore open(Clock clock) {
      return new AuditedRunStore(usual.open(clock), lines);
    }
  }
}
