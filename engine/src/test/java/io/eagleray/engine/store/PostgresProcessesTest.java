package io.eagleray.engine.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.UUID;
import org.junit.jupiter.api.Tag;

@Tag("slow")
class PostgresProcessesTest extends StoreProcessesContract {
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
