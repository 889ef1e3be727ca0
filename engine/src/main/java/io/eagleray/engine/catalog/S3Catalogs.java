package io.eagleray.engine.catalog;

import io.eagleray.engine.s3.Bucket;
import io.eagleray.engine.s3.S3Address;
import io.eagleray.spi.Catalog;
import io.eagleray.spi.CatalogProvider;
import io.eagleray.spi.MappingReader;
import io.eagleray.spi.StoreSurroundings;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/** {@code s3}: contents and names in a bucket. */
public final class S3Catalogs implements CatalogProvider {
  @Override
  public List<String> types() {
    return List.of("s3");
  }

  @Override
  public Source read(MappingReader config, StoreSurroundings surroundings) {
    return source(config, surroundings, S3Address.Usual.S3);
  }

  static Source source(
      MappingReader config, StoreSurroundings surroundings, S3Address.Usual usual) {
    S3Address address = S3Address.read(config, surroundings.environment(), usual);
    return DataFolder.read(config).of(new InBucket(address, surroundings.state()));
  }

  private record InBucket(S3Address address, Path state) implements Source {
    @Override
    public Catalog open(Clock clock, Supplier<Set<String>> driven) {
      return new S3Catalog(
          Bucket.open(address),
          state.resolve("cache").resolve("objects"),
          state,
          clock,
          StoredCatalog.USUAL_GRACE,
          driven);
    }
  }
}
