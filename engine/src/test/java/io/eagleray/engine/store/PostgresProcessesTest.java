package io.eagleray.engine.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Tag;

@Tag("slow")
class PostgresProcessesTest extends StoreProcessesContract {
  /** The server frees the lock when it sees that the connection is closed. */
  @Override
  Duration noticing() {
    return Duration.ofSeconds(60);
  }

  @Override
  String place(Path folder) {
    try {
      String schema = "s" + UUID.randomUUID().toString().replace("-", "");
      return "postgresql " + PostgresServer.shared().url() + " " + schema;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }
}
