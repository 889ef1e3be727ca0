package io.eagleray.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/** Podman, which has no daemon. */
record Podman(Path home, Path program) implements RealContainers {
  private static final Path REAL = Path.of("/usr/bin/podman");

  /** Limits below those of this process, which may not be allowed to raise its own. */
  private static final String SETTINGS =
      """
      [containers]
      default_ulimits = ["nofile=1024:1024", "nproc=4096:4096"]
      """;

  /** Makes all of it; the test is left out where there is no Podman that works. */
  static Podman start() throws IOException, InterruptedException {
    Assumptions.assumeTrue(Files.isExecutable(REAL), "no Podman: apt-get install podman runc");
    Path home = Files.createTempDirectory(Path.of("/tmp"), "pod");
    Path settings = Files.writeString(home.resolve("containers.conf"), SETTINGS);
    Path program =
        RealContainers.write(
            home,
            "podman",
            "export CONTAINERS_CONF=" + settings,
            "%s --root %s --runroot %s --storage-driver vfs --cgroup-manager cgroupfs --runtime runc"
                .formatted(REAL, home.resolve("root"), home.resolve("run")));
    Podman podman = new Podman(home, program);
    podman.prepare();
    return podman;
  }

  @Override
  public void close() throws IOException, InterruptedException {
    call("rm", "--all", "--force", "--time", "0");
    removeHome();
  }
}
