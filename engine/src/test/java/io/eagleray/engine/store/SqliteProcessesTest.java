package io.eagleray.engine.store;

import java.nio.file.Path;
import org.junit.jupiter.api.Tag;

@Tag("slow")
class SqliteProcessesTest extends StoreProcessesContract {
  @Override
  String place(Path folder) {
    return "sqlite " + folder.resolve("state");
  }
}
