package io.eagleray.engine.store;

import io.eagleray.engine.store.postgres.PostgresStores;
import io.eagleray.spi.RunStore;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** A real PostgreSQL of Debian's package, on a free port; as root it is run by its own user. */
public final class PostgresServer {
  private static final Path PACKAGE = Path.of("/usr/lib/postgresql");
  private static final String PASSWORD = "se'cret %+";

  private static PostgresServer shared = new PostgresServer(Path.of(""), Path.of(""), 0);

  private final Path programs;
  private final Path home;
  private final int port;

  private PostgresServer(Path programs, Path home, int port) {
    this.programs = programs;
    this.home = home;
    this.port = port;
  }

  /** One for all tests of this process, ended with it. */
  public static synchronized PostgresServer shared() throws IOException, InterruptedException {
    if (shared.port == 0) {
      shared = begin();
      PostgresServer started = shared;
      Runtime.getRuntime().addShutdownHook(new Thread(started::end));
    }
    return shared;
  }

  private static PostgresServer begin() throws IOException, InterruptedException {
    Path programs = programs();
    Path home = Files.createTempDirectory(Path.of("/tmp"), "eagleray-postgres-");
    if (isRoot()) {
      run(List.of("chown", "postgres", home.toString()), home);
    }
    Path password = Files.writeString(home.resolve("password"), PASSWORD);
    run(List.of("chmod", "644", password.toString()), home);
    PostgresServer server = new PostgresServer(programs, home, freePort());
    server.asOwner(
        "initdb",
        "-D",
        server.data(),
        "-U",
        "eagleray",
        "-A",
        "scram-sha-256",
        "-E",
        "UTF8",
        "--pwfile",
        password.toString(),
        "--no-sync");
    server.start();
    return server;
  }

  private static Path programs() throws IOException {
    if (!Files.isDirectory(PACKAGE)) {
      Assumptions.assumeTrue(
          "true".equals(System.getenv("CI")), "PostgreSQL is missing: apt-get install postgresql");
      throw new AssertionError("PostgreSQL is missing: apt-get install postgresql");
    }
    try (Stream<Path> versions = Files.list(PACKAGE)) {
      return versions
          .map(version -> version.resolve("bin"))
          .filter(bin -> Files.isExecutable(bin.resolve("initdb")))
          .max(Comparator.comparing(Path::toString))
          .orElseThrow();
    }
  }

  private static boolean isRoot() {
    return System.getProperty("user.name").equals("root");
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private String data() {
    return home.resolve("data").toString();
  }

  /** Starts it; a client may hold the port for a moment that looks for a server there. */
  public void start() throws IOException, InterruptedException {
    for (int attempt = 1; ; attempt++) {
      try {
        startOnce();
        return;
      } catch (AssertionError e) {
        if (attempt == 5) {
          throw e;
        }
      }
    }
  }

  private void startOnce() throws IOException, InterruptedException {
    asOwner(
        "pg_ctl",
        "-D",
        data(),
        "-w",
        "-t",
        "60",
        "-l",
        home.resolve("log").toString(),
        "-o",
        "-p "
            + port
            + " -c listen_addresses=127.0.0.1 -c fsync=off -c unix_socket_directories="
            + home,
        "start");
  }

  /** Stops it as a crash would. */
  public void stop() throws IOException, InterruptedException {
    asOwner("pg_ctl", "-D", data(), "-w", "-t", "60", "-m", "immediate", "stop");
  }

  private void end() {
    try {
      stop();
      run(List.of("rm", "-rf", home.toString()), home);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void asOwner(String program, String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    if (isRoot()) {
      command.addAll(List.of("runuser", "-u", "postgres", "--"));
    }
    command.add(programs.resolve(program).toString());
    command.addAll(List.of(arguments));
    run(command, home);
  }

  private static void run(List<String> command, Path folder)
      throws IOException, InterruptedException {
    Path output = Files.createTempFile("eagleray-postgres", ".out");
    Process process =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    if (!process.waitFor(120, TimeUnit.SECONDS) || process.exitValue() != 0) {
      throw new AssertionError(command + ": " + Files.readString(output));
    }
    Files.delete(output);
  }

  public String url() {
    return "postgresql://127.0.0.1:" + port + "/postgres";
  }

  /** A config file's section for a schema. */
  public static String config(String url, String schema, String wait) {
    return """
    run-log-store:
      type: postgresql
      config: %s
    """
        .formatted(mapping(url, schema, wait));
  }

  private static String mapping(String url, String schema, String wait) {
    return "{url: '%s', user: eagleray, password: \"%s\", schema: %s, wait: %s}"
        .formatted(url, PASSWORD, schema, wait);
  }

  /** A store as a config file opens it. */
  static RunStore open(String url, String schema, String wait) {
    return ConfiguredStores.open(new PostgresStores(), "postgresql", mapping(url, schema, wait));
  }
}
