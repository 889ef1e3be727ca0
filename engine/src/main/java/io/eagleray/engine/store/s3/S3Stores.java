package io.eagleray.engine.store.s3;

import io.eagleray.engine.s3.S3Address;
import io.eagleray.spi.MappingReader;
import io.eagleray.spi.RunStoreProvider;
import io.eagleray.spi.StoreSurroundings;
import java.util.List;

/** {@code s3}: segments in a bucket, which many machines may share. */
public final class S3Stores implements RunStoreProvider {
  @Override
  public List<String> types() {
    return List.of("s3");
  }

  @Override
  public Source read(MappingReader config, StoreSurroundings surroundings) {
    return new S3Source(S3Address.read(config, surroundings.environment(), S3Address.Usual.S3));
  }
}
