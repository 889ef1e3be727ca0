package io.eagleray.engine.store.s3;

import io.eagleray.engine.s3.S3Address;
import io.eagleray.spi.MappingReader;
import io.eagleray.spi.RunStoreProvider;
import io.eagleray.spi.StoreSurroundings;
import java.util.List;

/** {@code minio}: the same as {@code s3}, with what Runnable's config files need not say. */
public final class MinioStores implements RunStoreProvider {
  private static final String BUCKET = "runnable/run-logs";

  @Override
  public List<String> types() {
    return List.of("minio", "chunked-minio");
  }

  @Override
  public Source read(MappingReader config, StoreSurroundings surroundings) {
    return new S3Source(
        S3Address.read(config, surroundings.environment(), S3Address.Usual.minio(BUCKET)));
  }
}
