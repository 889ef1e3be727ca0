package io.eagleray.engine.catalog;

import io.eagleray.spi.CatalogProvider;
import io.eagleray.spi.MappingReader;
import io.eagleray.spi.StoreSurroundings;
import java.util.List;

/** {@code do-nothing}: no files are kept. Objects still are: parameters refer to them. */
public final class NoCatalogs implements CatalogProvider {
  @Override
  public List<String> types() {
    return List.of("do-nothing");
  }

  @Override
  public Source read(MappingReader config, StoreSurroundings surroundings) {
    Source objects = FolderCatalogs.inStateFolder(surroundings);
    return (clock, driven) -> new NoFiles(objects.open(clock, driven));
  }
}
