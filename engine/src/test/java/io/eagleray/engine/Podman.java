package io.eagleray.engine;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/**
 * A real Podman, with storage of its own, and an image that is made here: it has this machine's
 * programs, and no network.
 *
 * @param home where all of it is kept
 * @param program the command, to be found as {@code podman}
 */
record Podman(Path home, Path program) implements AutoCloseable {
  static final String IMAGE = "localhost/here:1";

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
    Path program = Files.createDirectories(home.resolve("bin")).resolve("podman");
    Path settings = Files.writeString(home.resolve("containers.conf"), SETTINGS);
    Path java = Path.of(System.getProperty("java.home"));
    Files.writeString(
        program,
        """
        #!/bin/sh
        export CONTAINERS_CONF=%s
        podman="%s --root %s --runroot %s --storage-driver vfs --cgroup-manager cgroupfs --runtime runc"
        [ "$1" = run ] || exec $podman "$@"
        shift
        exec $podman run --network none --volume /usr:/usr:ro --volume %s:%s:ro "$@"
        """
            .formatted(settings, REAL, home.resolve("root"), home.resolve("run"), java, java));
    if (!program.toFile().setExecutable(true)) {
      throw new IOException("cannot make " + program + " executable");
    }
    Podman podman = new Podman(home, program);
    podman.importImage();
    String said = podman.call("run", "--rm", "--init", IMAGE, "echo", "it works");
    Assumptions.assumeTrue(
        said.contains("it works"),
        "Podman is installed and cannot start containers on this machine: "
            + said.strip().replaceAll("\\s+", " "));
    return podman;
  }

  /** Nothing but folders, and the links that lead into this machine's programs. */
  private void importImage() throws IOException, InterruptedException {
    Path root = Files.createDirectories(home.resolve("image"));
    for (String name : List.of("usr", "proc", "sys", "dev", "tmp", "etc", "root", "run", "var")) {
      Files.createDirectories(root.resolve(name));
    }
    for (String name : List.of("bin", "lib", "lib64", "sbin")) {
      Files.createSymbolicLink(root.resolve(name), Path.of("usr", name));
    }
    Path archive = home.resolve("image.tar");
    output(List.of("tar", "-C", root.toString(), "-cf", archive.toString(), "."));
    call("import", archive.toString(), IMAGE);
  }

  /** Calls it, and tells what it says. */
  String call(String... arguments) throws IOException, InterruptedException {
    List<String> line = new ArrayList<>(List.of(program.toString()));
    line.addAll(List.of(arguments));
    return output(line);
  }

  private static String output(List<String> line) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(line).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (!process.waitFor(1, TimeUnit.MINUTES)) {
      process.destroyForcibly();
    }
    return said;
  }

  /** The ids of the containers that there are, also of those that have ended. */
  String containers() throws IOException, InterruptedException {
    return call("ps", "--all", "--quiet").strip();
  }

  @Override
  public void close() throws IOException, InterruptedException {
    call("rm", "--all", "--force", "--time", "0");
    try (Stream<Path> files = Files.walk(home)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException stays) {
      // It lies among temporary files.
    }
  }
}
