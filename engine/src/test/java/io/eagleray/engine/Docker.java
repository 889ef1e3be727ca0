package io.eagleray.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/**
 * Docker, with a daemon of its own that ends with this process.
 *
 * @param daemon the shell that started the daemon, and ends it at the end of its own input
 */
record Docker(Path home, Path program, Process daemon) implements RealContainers {
  private static final Path CLIENT = Path.of("/usr/bin/docker");
  private static final List<Path> DAEMONS =
      List.of(Path.of("/usr/sbin/dockerd"), Path.of("/usr/bin/dockerd"));
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  /** No network: the daemon leaves this machine's alone. */
  private static final String START =
      """
      "$@" --iptables=false --ip6tables=false --bridge=none >log 2>&1 </dev/null &
      trap : INT TERM
      cat >/dev/null
      kill $!
      wait
      """;

  /** Makes all of it; the test is left out where there is no Docker that works. */
  static Docker start() throws IOException, InterruptedException {
    Optional<Path> found = DAEMONS.stream().filter(Files::isExecutable).findFirst();
    Assumptions.assumeTrue(
        found.isPresent() && Files.isExecutable(CLIENT), "no Docker: apt-get install docker.io");
    Path home = Files.createTempDirectory(Path.of("/tmp"), "dock");
    String address = "unix://" + home.resolve("socket");
    Process daemon =
        new ProcessBuilder(
                List.of(
                    "sh",
                    "-c",
                    START,
                    "sh",
                    found.orElseThrow().toString(),
                    "--host=" + address,
                    "--data-root=" + home.resolve("data"),
                    "--exec-root=" + home.resolve("exec"),
                    "--pidfile=" + home.resolve("pid")))
            .directory(home.toFile())
            .start();
    Path client = RealContainers.write(home, "docker", "", CLIENT + " --host " + address);
    Docker docker = new Docker(home, client, daemon);
    docker.prepare();
    return docker;
  }

  @Override
  public void awaitReady() throws IOException, InterruptedException {
    Instant limit = Instant.now().plus(PATIENCE);
    while (!call("version", "--format", "{{.Server.Version}} answers").contains(" answers")) {
      Assumptions.assumeTrue(
          daemon.isAlive() && Instant.now().isBefore(limit),
          () -> "Docker is installed and its daemon cannot be started on this machine: " + log());
      TimeUnit.MILLISECONDS.sleep(100);
    }
  }

  private String log() {
    try (Stream<String> lines = Files.lines(home.resolve("log"))) {
      return lines.reduce("", (before, line) -> line);
    } catch (IOException none) {
      return none.toString();
    }
  }

  @Override
  public void close() throws IOException, InterruptedException {
    for (String id : ids()) {
      call("rm", "--force", id);
    }
    daemon.getOutputStream().close();
    if (!daemon.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
      daemon.descendants().forEach(ProcessHandle::destroyForcibly);
    }
    removeHome();
  }
}
