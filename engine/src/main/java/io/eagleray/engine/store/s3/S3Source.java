package io.eagleray.engine.store.s3;

import io.eagleray.engine.s3.Bucket;
import io.eagleray.engine.s3.S3Address;
import io.eagleray.spi.RunStore;
import io.eagleray.spi.RunStoreProvider;
import java.time.Clock;
import java.util.Optional;

/** Run logs in a bucket, which is opened when they are needed. */
record S3Source(S3Address address) implements RunStoreProvider.Source {
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
    return new S3RunStore(Bucket.open(address), clock);
  }
}
