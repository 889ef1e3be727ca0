package io.eagleray.targets.ray.cluster;

import io.eagleray.targets.ray.client.RayAccess;
import io.eagleray.targets.ray.client.RayClient;
import io.eagleray.targets.ray.client.RayConnection;
import io.eagleray.targets.ray.client.RayException;
import io.eagleray.targets.ray.client.RayTls;
import io.eagleray.targets.ray.client.RayToken;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A real Ray head of a test's own, with its own ports and folder, which ends with the test. The
 * Python that has Ray is named by the system property {@code eagleray.ray.python} or the
 * environment variable {@code EAGLERAY_RAY_PYTHON}.
 */
public final class RayHead implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(180);
  private static final int WORKER_PORTS = 200;
  private static final int OTHER_PORTS = 6;
  private static final int RAYLET_TRIES = 3;

  private final Settings settings;
  private final Path folder;
  private final PortRow row;
  private final int ports;
  private final List<OwnedProcess> raylets = new ArrayList<>();
  private final List<PortRow> rayletRows = new ArrayList<>();
  private OwnedProcess head;

  /**
   * How a head is started.
   *
   * @param cpus of the head
   * @param resources others of the head, as JSON: {@code {"w": 1}}
   * @param token switches token authentication on
   * @param objectStore of each node, in bytes
   * @param variables of all of its processes
   */
  public record Settings(
      int cpus,
      String resources,
      Optional<String> token,
      long objectStore,
      Map<String, String> variables) {
    /** Two CPUs, no authentication, a small object store. */
    public static final Settings DEFAULT =
        new Settings(2, "{}", Optional.empty(), 150_000_000, Map.of());

    public Settings withToken(String secret) {
      return new Settings(cpus, resources, Optional.of(secret), objectStore, variables);
    }

    public Settings withCpus(int count) {
      return new Settings(count, resources, token, objectStore, variables);
    }

    public Settings withObjectStore(long bytes) {
      return new Settings(cpus, resources, token, bytes, variables);
    }

    public Settings with(String variable, String value) {
      Map<String, String> more = new HashMap<>(variables);
      more.put(variable, value);
      return new Settings(cpus, resources, token, objectStore, Map.copyOf(more));
    }
  }

  private RayHead(Settings settings) {
    this.settings = settings;
    this.row = PortRow.take(WORKER_PORTS + OTHER_PORTS);
    this.ports = row.first();
    try {
      // Ray's sockets lie below, and their paths must be short.
      this.folder = Files.createTempDirectory(Path.of("/tmp"), "er");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    this.head = launch();
  }

  /** Whether there is a Python with Ray on this machine. */
  public static boolean isAvailable() {
    return python().isPresent();
  }

  /** The Python that has Ray. */
  public static Optional<Path> python() {
    String named =
        System.getProperty(
            "eagleray.ray.python", System.getenv().getOrDefault("EAGLERAY_RAY_PYTHON", ""));
    return named.isEmpty() ? Optional.empty() : Optional.of(Path.of(named));
  }

  /** Starts one, and waits until it takes jobs. */
  public static RayHead start(Settings settings) {
    RayHead head = new RayHead(settings);
    try {
      head.awaitReady();
    } catch (RuntimeException | Error e) {
      head.close();
      throw e;
    }
    return head;
  }

  private static Path ray() {
    return python()
        .orElseThrow(
            () -> new IllegalStateException("EAGLERAY_RAY_PYTHON must name a Python that has Ray"))
        .resolveSibling("ray");
  }

  private OwnedProcess launch() {
    return new OwnedProcess(
        List.of(
            ray().toString(),
            "start",
            "--head",
            "--block",
            "--disable-usage-stats",
            "--include-dashboard=true",
            "--dashboard-host=127.0.0.1",
            "--num-cpus=" + settings.cpus(),
            "--resources=" + settings.resources(),
            "--object-store-memory=" + settings.objectStore(),
            "--port=" + ports,
            "--dashboard-port=" + (ports + 1),
            "--dashboard-agent-listen-port=" + (ports + 2),
            "--ray-client-server-port=" + (ports + 3),
            "--min-worker-port=" + (ports + OTHER_PORTS),
            "--max-worker-port=" + (ports + OTHER_PORTS + WORKER_PORTS - 1),
            "--temp-dir=" + folder.resolve("t")),
        environment(),
        folder.resolve("head.log"));
  }

  private Map<String, String> environment() {
    Map<String, String> environment = new HashMap<>(settings.variables());
    environment.put("RAY_USAGE_STATS_ENABLED", "0");
    // Jobs run the python of the path, as on a cluster whose environment is active.
    environment.put("PATH", ray().getParent() + File.pathSeparator + System.getenv("PATH"));
    // Where it is unset, Ray 2.60 asks for a token as soon as one lies in the home folder.
    environment.put("RAY_AUTH_MODE", "disabled");
    settings
        .token()
        .ifPresent(secret -> {
          environment.put("RAY_AUTH_MODE", "token");
          environment.put("RAY_AUTH_TOKEN", secret);
        });
    return environment;
  }

  private void awaitReady() {
    try (RayClient client = client()) {
      await(
          "the head answers",
          () -> {
            try {
              return client.isHealthy() && client.nodes().stream().anyMatch(node -> node.isAlive());
            } catch (RayException notYet) {
              return false;
            }
          });
    }
  }

  private void await(String what, java.util.function.BooleanSupplier condition) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      if (!head.isAlive() || System.nanoTime() > end) {
        throw new IllegalStateException("not so in time: " + what + "\n" + head.output());
      }
      pause();
    }
  }

  private static void pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(200);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  /** Where its dashboard is. */
  public URI dashboard() {
    return URI.create("http://127.0.0.1:" + (ports + 1));
  }

  /** The address of its GCS, {@code host:port}. */
  public String gcs() {
    return "127.0.0.1:" + ports;
  }

  /** Its folder, with {@code session_latest} in it. */
  public Path folder() {
    return folder.resolve("t");
  }

  /** What a client needs to talk to it, its token included. */
  public RayConnection connection() {
    Optional<RayToken> token =
        settings.token().map(secret -> new RayToken(secret, "the test", true));
    return new RayAccess(Map.of(), token, RayTls.DEFAULT).to(dashboard());
  }

  /** A client of its own. */
  public RayClient client() {
    return RayClient.of(connection());
  }

  /**
   * Runs a program with the Python that has Ray, in which {@code gcs} is a client of this cluster's
   * GCS.
   *
   * @return what it printed
   */
  public String python(String program) {
    String begin =
        """
        try:
            from ray._raylet import GcsClient
        except ImportError:
            from ray._private.gcs_utils import GcsClient
        gcs = GcsClient(address="%s")
        """;
    List<String> command =
        List.of(python().orElseThrow().toString(), "-c", begin.formatted(gcs()) + program);
    try {
      ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
      builder.environment().putAll(environment());
      Process process = builder.start();
      process.getOutputStream().close();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (process.waitFor() != 0) {
        throw new IllegalStateException(output);
      }
      return output;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  /** Drops all packages that were uploaded, as the cluster does with those that nobody uses. */
  public void forgetPackages() {
    python(
        """
        for name in gcs.internal_kv_keys(b"gcs://", None):
            gcs.internal_kv_del(name, False, None)
        """);
  }

  /** The process of the GCS. */
  public long gcsPid() {
    return head.pids("/gcs/gcs_server ").getFirst();
  }

  /** The raylet of the head. */
  public long rayletPid() {
    return head.pids("/raylet/raylet ").getFirst();
  }

  /** The processes of the head whose command line has a text in it. */
  public List<Long> pids(String inCommandLine) {
    return head.pids(inCommandLine);
  }

  /** Kills one process with signal 9. */
  public static void kill(long pid) {
    OwnedProcess.signal("-9", "" + pid);
  }

  /** Halts one process, as if its machine hung, until {@link #resume}. */
  public static void halt(long pid) {
    OwnedProcess.signal("-STOP", "" + pid);
  }

  /** Lets a halted process go on. */
  public static void resume(long pid) {
    OwnedProcess.signal("-CONT", "" + pid);
  }

  /**
   * Adds a node on this machine. On a machine that is very busy Ray gives up after half a minute;
   * then it is tried again.
   *
   * @param resources others than CPUs, as JSON
   * @return the process of its raylet
   */
  public long addRaylet(int cpus, String resources) {
    int before = alive();
    for (int tried = 1; ; tried++) {
      OwnedProcess raylet = launchRaylet(cpus, resources);
      raylets.add(raylet);
      await("a raylet joins, or ends", () -> !raylet.isAlive() || alive() > before);
      if (raylet.isAlive()) {
        return raylet.pids("/raylet/raylet ").getFirst();
      }
      if (tried == RAYLET_TRIES) {
        throw new IllegalStateException("the raylet ended:\n" + raylet.output());
      }
    }
  }

  private OwnedProcess launchRaylet(int cpus, String resources) {
    PortRow ofRaylet = PortRow.take(WORKER_PORTS + 1);
    rayletRows.add(ofRaylet);
    int workers = ofRaylet.first() + 1;
    return new OwnedProcess(
        apart(
            ray().toString(),
            "start",
            "--block",
            "--disable-usage-stats",
            "--address=" + gcs(),
            "--num-cpus=" + cpus,
            "--resources=" + resources,
            "--object-store-memory=" + settings.objectStore(),
            "--dashboard-agent-listen-port=" + ofRaylet.first(),
            "--min-worker-port=" + workers,
            "--max-worker-port=" + (workers + WORKER_PORTS - 1)),
        environment(),
        folder.resolve("raylet" + raylets.size() + ".log"));
  }

  /**
   * A command whose processes have a folder of Ray's of their own, as on another machine: raylets
   * that share one remove each other's packages. Needs root, as tests have it in their container.
   */
  private List<String> apart(String... command) {
    List<String> whole = new ArrayList<>();
    whole.addAll(List.of("unshare", "--mount", "sh", "-c"));
    whole.add("mount -t tmpfs none '" + folder() + "' && exec \"$@\"");
    whole.add("sh");
    whole.addAll(List.of(command));
    return whole;
  }

  private int alive() {
    try (RayClient client = client()) {
      return (int) client.nodes().stream().filter(node -> node.isAlive()).count();
    }
  }

  /**
   * Kills all of the cluster with signal 9 and starts another head at the same ports. The added
   * nodes go too: while one lives, Ray takes its GCS to be alive and starts no other there.
   */
  public void restart() {
    head.close();
    closeRaylets();
    this.head = launch();
    awaitReady();
  }

  private void closeRaylets() {
    raylets.forEach(OwnedProcess::close);
    raylets.clear();
    rayletRows.forEach(PortRow::close);
    rayletRows.clear();
  }

  /** Kills the whole head with signal 9. */
  public void kill() {
    head.close();
  }

  @Override
  public void close() {
    closeRaylets();
    head.close();
    row.close();
    try (Stream<Path> files = Files.walk(folder)) {
      files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
    } catch (IOException | UncheckedIOException leftOver) {
      // A process that ends wrote once more.
    }
  }
}
