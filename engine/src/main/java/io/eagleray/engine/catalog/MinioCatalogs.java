package io.eagleray.engine.catalog;

import io.eagleray.engine.s3.S3Address;
import io.eagleray.spi.CatalogProvider;
import io.eagleray.spi.MappingReader;
import io.eagleray.spi.StoreSurroundings;
import java.util.List;

/** {@code minio}: the same as {@code s3}, with what Runnable's config files need not say. */
public final class MinioCatalogs implements CatalogProvider {
  private static final String BUCKET = "runnable";

  @Override
  public List<String> types() {
    return List.of("minio");
  }

  @Override
  public Source read(MappingReader config, StoreSurroundings surroundings) {
    return S3Catalogs.source(config, surroundings, S3Address.Usual.minio(BUCKET));
  }
}
