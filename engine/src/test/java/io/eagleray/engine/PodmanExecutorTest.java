package io.eagleray.engine;

import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** The contract of containers, of a real Podman. */
class PodmanExecutorTest extends ContainerExecutorContract {
  private static Optional<Podman> podman = Optional.empty();

  @BeforeAll
  static void start() throws Exception {
    podman = Optional.of(Podman.start());
  }

  @AfterAll
  static void end() throws Exception {
    if (podman.isPresent()) {
      podman.get().close();
    }
  }

  @Override
  RealContainers containers() {
    return podman.orElseThrow();
  }

  @Override
  Path mark() {
    return Path.of("/run/.containerenv");
  }
}
