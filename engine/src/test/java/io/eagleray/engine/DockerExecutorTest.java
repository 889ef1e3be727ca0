package io.eagleray.engine;

import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** The contract of containers, of a real Docker. */
class DockerExecutorTest extends ContainerExecutorContract {
  private static Optional<Docker> docker = Optional.empty();

  @BeforeAll
  static void start() throws Exception {
    docker = Optional.of(Docker.start());
  }

  @AfterAll
  static void end() throws Exception {
    if (docker.isPresent()) {
      docker.get().close();
    }
  }

  @Override
  RealContainers containers() {
    return docker.orElseThrow();
  }

  @Override
  Path mark() {
    return Path.of("/.dockerenv");
  }
}
