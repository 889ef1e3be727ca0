package io.eagleray.engine.store;

import io.eagleray.engine.s3.S3Server;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;

@Tag("slow")
class S3ProcessesTest extends StoreProcessesContract {
  @Override
  String place(Path folder) {
    S3Server server = S3Server.shared();
    return "s3 " + server.endpoint() + " " + server.newPlace() + "/runs";
  }
}
