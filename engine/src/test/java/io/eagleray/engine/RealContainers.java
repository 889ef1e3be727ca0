package io.eagleray.engine;

import java.io.File;
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
import org.opentest4j.TestAbortedException;

/**
 * A real program that runs containers, with storage of its own, and an image that is made here: it
 * has this machine's programs, and no network.
 */
sealed interface RealContainers extends AutoCloseable permits Docker, Podman {
  /** Its image. */
  String IMAGE = "localhost/here:1";

  /** Where all of it is kept. */
  Path home();

  /** The command, in a folder of its own, with the name that users know. */
  Path program();

  @Override
  void close() throws IOException, InterruptedException;

  /**
   * Writes the command.
   *
   * @param first lines of shell that go before all else
   * @param client the real command, with the words that always stand behind it
   */
  static Path write(Path home, String name, String first, String client) throws IOException {
    Path program = Files.createDirectories(home.resolve("bin")).resolve(name);
    Path java = Path.of(System.getProperty("java.home"));
    Files.writeString(
        program,
        """
        #!/bin/sh
        %s
        client="%s"
        [ "$1" = run ] || exec $client "$@"
        shift
        exec $client run --network none --volume /usr:/usr:ro --volume %s:%s:ro "$@"
        """
            .formatted(first, client, java, java));
    if (!program.toFile().setExecutable(true)) {
      throw new IOException("cannot make " + program + " executable");
    }
    return program;
  }

  /** Returns when the command can be called. */
  default void awaitReady() throws IOException, InterruptedException {}

  /** Makes the image; the test is left out where no container can be started. */
  default void prepare() throws IOException, InterruptedException {
    try {
      awaitReady();
      importImage();
      tryIt();
    } catch (TestAbortedException notHere) {
      close();
      throw notHere;
    }
  }

  private void tryIt() throws IOException, InterruptedException {
    String said = call("run", "--rm", "--init", IMAGE, "echo", "it works");
    Assumptions.assumeTrue(
        said.contains("it works"),
        program().getFileName()
            + " is installed and cannot start containers on this machine: "
            + said.strip().replaceAll("\\s+", " "));
  }

  /**
   * Nothing but folders, and the links that lead into this machine's programs. Docker lays its init
   * into {@code sbin}, which is therefore a folder.
   */
  private void importImage() throws IOException, InterruptedException {
    Path root = Files.createDirectories(home().resolve("image"));
    for (String name :
        List.of("usr", "proc", "sys", "dev", "tmp", "etc", "root", "run", "sbin", "var")) {
      Files.createDirectories(root.resolve(name));
    }
    for (String name : List.of("bin", "lib", "lib64")) {
      Files.createSymbolicLink(root.resolve(name), Path.of("usr", name));
    }
    Path archive = home().resolve("image.tar");
    output(List.of("tar", "-C", root.toString(), "-cf", archive.toString(), "."));
    call("import", archive.toString(), IMAGE);
  }

  /** Calls it, and tells what it says. */
  default String call(String... arguments) throws IOException, InterruptedException {
    List<String> line = new ArrayList<>(List.of(program().toString()));
    line.addAll(List.of(arguments));
    return output(line);
  }

  private String output(List<String> line) throws IOException, InterruptedException {
    Path said = Files.createTempFile(home(), "said", ".txt");
    Process process =
        new ProcessBuilder(line)
            .redirectErrorStream(true)
            .redirectInput(new File("/dev/null"))
            .redirectOutput(said.toFile())
            .start();
    if (!process.waitFor(1, TimeUnit.MINUTES)) {
      process.destroyForcibly().waitFor();
    }
    return new String(Files.readAllBytes(said), StandardCharsets.UTF_8);
  }

  /** The ids of the containers that there are, also of those that have ended. */
  default List<String> ids() throws IOException, InterruptedException {
    return call("ps", "--all", "--quiet")
        .lines()
        .filter(line -> line.matches("[0-9a-f]+"))
        .toList();
  }

  /** Removes the folder; what cannot be removed lies among temporary files. */
  default void removeHome() {
    try (Stream<Path> files = Files.walk(home())) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException stays) {
      // It lies among temporary files.
    }
  }
}
