package com.example.plugin;

import io.eagleray.spi.CatalogProvider;
import io.eagleray.spi.MappingReader;
import io.eagleray.spi.StoreSurroundings;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;

/** {@code catalog: {type: publishing}}: the usual one, and the newest of each file in a folder. */
public final class PublishingCatalogs implements CatalogProvider {
  @Override
  public List<String> types() {
    return List.of("publishing");
  }

  /** The key {@code publish_to} is ours; all others are for the catalog behind it. */
  @Override
  public Source read(MappingReader config, StoreSurroundings surroundings) {
    Optional<String> folder = config.text("publish_to");
    if (!config.has("publish_to")) {
      config
          .problems()
          .error(config.at(), "the catalog \"publishing\" needs \"publish_to\", a folder");
    }
    Path shown = surroundings.directory().resolve(folder.orElse(""));
    Source usual =
        ServiceLoader.load(CatalogProvider.class).stream()
            .map(ServiceLoader.Provider::get)
            .filter(provider -> provider.types().contains("folder"))
            .findFirst()
            .orElseThrow()
            .read(config, surroundings);
    return (clock, driven) -> new PublishingCatalog(usual.open(clock, driven), shown);
  }
}
