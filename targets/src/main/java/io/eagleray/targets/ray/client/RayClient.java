package io.eagleray.targets.ray.client;

import io.eagleray.json.Json;
import io.eagleray.json.JsonArray;
import io.eagleray.json.JsonObject;
import io.eagleray.targets.ray.client.pack.PackageBuilder;
import io.eagleray.targets.ray.client.pack.RayPackage;
import java.io.FileNotFoundException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * One cluster, over Ray's Jobs REST interface. Thread-safe.
 *
 * <p>Every call has a time limit. Calls that only read, and those that do the same when done twice,
 * are tried again where the connection or a proxy failed. All throw {@link RayException}.
 */
public final class RayClient implements AutoCloseable {
  private static final String JOBS = "/api/jobs/";
  private static final String PACKAGES = "/api/packages/gcs/";
  private static final String NODES = "/api/v0/nodes?detail=true&limit=10000";
  private static final Duration BETWEEN_PROBES = Duration.ofMillis(500);
  private static final Duration FIRST_LOOK = Duration.ofSeconds(5);

  private final RayHttp http;
  private final JobSubmitting submitting;

  private RayClient(RayHttp http) {
    this.http = http;
    this.submitting = new JobSubmitting(http, this);
  }

  /** A client; nothing is sent yet. */
  public static RayClient of(RayConnection connection) {
    return of(connection, RayTimeouts.DEFAULT);
  }

  /** A client with other time limits. */
  public static RayClient of(RayConnection connection, RayTimeouts timeouts) {
    return new RayClient(new RayHttp(connection, timeouts));
  }

  public RayConnection connection() {
    return http.connection();
  }

  RayHttp http() {
    return http;
  }

  /** Which Ray answers, whatever its version. Answers even where the cluster behind is dead. */
  public RayVersion version() {
    Answer answer = http.get("/api/version");
    return RayVersion.of(answer.object())
        .orElseThrow(
            () -> new RayException.NotRayException(answer.uri() + " does not tell a Ray version"));
  }

  /** Whether the GCS, and so the cluster, lives. */
  public boolean isHealthy() {
    try {
      Answer answer = http.get("/api/gcs_healthz", http.timeouts().health());
      if (answer.status() == 401 || answer.status() == 403) {
        throw answer.error();
      }
      return answer.isOk() || answer.status() == 404;
    } catch (RayException.NoAnswerException hangs) {
      return false;
    }
  }

  /**
   * Proves that there is a cluster that can be worked with.
   *
   * @return its version, a supported one
   */
  public RayVersion requireHealthy() {
    RayVersion version = version().requireSupported();
    if (!isHealthy()) {
      throw dead();
    }
    return version;
  }

  /** {@link #awaitHealthy(Duration)} for a cluster of which nothing is known, which may be dead. */
  public RayVersion awaitHealthy() {
    return awaitHealthy(FIRST_LOOK);
  }

  /**
   * Waits until the cluster can be worked with: a head that is busy misses a probe or two.
   *
   * @param limit after which it counts as dead; the last probe may take its own time
   * @return its version, a supported one
   */
  public RayVersion awaitHealthy(Duration limit) {
    long begin = System.nanoTime();
    while (true) {
      try {
        return requireHealthy();
      } catch (RayException.ClusterDeadException dead) {
        if (System.nanoTime() - begin >= limit.toNanos()) {
          throw dead;
        }
        Pauses.pause(BETWEEN_PROBES);
      }
    }
  }

  private RayException dead() {
    return new RayException.ClusterDeadException(
        "the dashboard at "
            + connection().base()
            + " answers, but the cluster behind it is dead (its GCS does not answer): restart its"
            + " head");
  }

  /**
   * Submits a job. After any doubt it is asked for by its id: a job is never submitted twice.
   *
   * @throws RayException.RejectedException if the cluster refuses it
   */
  public Submission submit(JobRequest request) {
    return submitting.submit(request);
  }

  /** A job; empty where the cluster knows none of this id. */
  public Optional<RayJob> job(String id) {
    Answer answer = diagnosed(() -> http.get(JOBS + JobRequest.requireId(id)));
    if (answer.status() == 404 && answer.text().contains("does not exist")) {
      return Optional.empty();
    }
    return Optional.of(RayJob.of(answer.object()));
  }

  /** All jobs that were submitted as jobs, the newest first. A long list; not for polling. */
  public List<RayJob> jobs() {
    return allJobs().stream().filter(RayJob::isSubmission).toList();
  }

  /** All jobs, those of other drivers too, the newest first. */
  public List<RayJob> allJobs() {
    Json list = diagnosed(() -> http.get(JOBS)).json();
    if (!(list instanceof JsonArray(List<Json> items))) {
      throw new RayException.BadAnswerException("unexpected list of jobs: " + list.kind());
    }
    return items.stream()
        .filter(JsonObject.class::isInstance)
        .map(item -> RayJob.of((JsonObject) item))
        .sorted(RayJob.NEWEST_FIRST)
        .toList();
  }

  /**
   * Asks the cluster to stop a job. A job that is PENDING may stay so for long although the cluster
   * says yes.
   *
   * @return false where it had ended already
   */
  public boolean stop(String id) {
    Answer answer =
        diagnosed(() ->
            http.repeating(() ->
                http.once(
                    http.request(JOBS + JobRequest.requireId(id) + "/stop")
                        .POST(BodyPublishers.noBody()),
                    http.timeouts().get())));
    requireKnown(answer, id);
    return answer.object().isTrue("stopped");
  }

  /**
   * Makes the cluster forget a job that has ended.
   *
   * @throws RayException.RejectedException if it has not ended
   */
  public void delete(String id) {
    Answer answer =
        diagnosed(() ->
            http.repeating(() ->
                http.once(
                    http.request(JOBS + JobRequest.requireId(id)).DELETE(),
                    http.timeouts().get())));
    requireKnown(answer, id);
    if (answer.status() == 500 && answer.text().contains("non-terminal")) {
      throw new RayException.RejectedException(
          "the job " + id + " has not ended: stop it before it is deleted");
    }
    if (!answer.isOk()) {
      throw answer.error();
    }
  }

  private void requireKnown(Answer answer, String id) {
    if (answer.status() == 404 && answer.text().contains("does not exist")) {
      throw new RayException.UnknownJobException(
          "the cluster at " + connection().base() + " knows no job " + id);
    }
  }

  /** Whether the cluster has a package now. It then keeps it for at least ten minutes. */
  public boolean hasPackage(String name) {
    Answer answer = diagnosed(() -> http.get(PACKAGES + name));
    if (!answer.isOk() && answer.status() != 404) {
      throw answer.error();
    }
    return answer.isOk() && !answer.isPage();
  }

  /** Uploads a package under its name. */
  public void uploadPackage(String name, Path zip) {
    long size = zip.toFile().length();
    Answer answer =
        diagnosed(() ->
            http.repeating(() -> {
              HttpRequest.Builder request = http.request(PACKAGES + name);
              try {
                request.PUT(BodyPublishers.ofFile(zip));
              } catch (FileNotFoundException e) {
                throw new UncheckedIOException(e);
              }
              return http.once(request, http.timeouts().upload(size));
            }));
    if (answer.status() == 413) {
      throw new RayException.RejectedException(
          connection().base() + " takes no package of " + size + " bytes: a proxy limits uploads");
    }
    if (!answer.isOk()) {
      throw answer.error();
    }
  }

  /**
   * Uploads a package where the cluster has none of that content. To be done right before a job
   * that needs it is submitted: an unused package is dropped after ten minutes.
   *
   * @return whether it was uploaded
   */
  public boolean provide(RayPackage zip) {
    if (hasPackage(zip.name())) {
      return false;
    }
    uploadPackage(zip.name(), zip.zip());
    return true;
  }

  /**
   * Provides a package of these files; they are packed only where the cluster has none of their
   * content.
   *
   * @param folder where the zip is laid
   * @return the package's URI
   */
  public String provide(PackageBuilder files, Path folder) {
    Optional<String> name = files.name();
    if (name.isPresent() && hasPackage(name.get())) {
      return RayPackage.uri(name.get());
    }
    RayPackage built = files.build(folder);
    provide(built);
    return built.uri();
  }

  /** The machines of the cluster, dead ones too. */
  public List<ClusterNode> nodes() {
    JsonObject answer = diagnosed(() -> http.get(NODES)).object();
    Json list = answer.object("data").object("result").get("result").orElse(Json.NULL);
    if (!(list instanceof JsonArray(List<Json> items))) {
      throw new RayException.BadAnswerException(
          "the cluster tells nothing of its nodes: " + OneLine.of(answer.text("msg").orElse("")));
    }
    return items.stream()
        .filter(JsonObject.class::isInstance)
        .map(item -> ClusterNode.of((JsonObject) item))
        .toList();
  }

  /** What the cluster is busy with; what it does not tell is left out. */
  public ClusterStatus clusterStatus() {
    Answer answer = diagnosed(() -> http.get("/api/cluster_status"));
    return answer.isOk() ? ClusterStatus.of(answer.object()) : ClusterStatus.UNKNOWN;
  }

  /** The Python version of the head, such as {@code 3.11.7}; empty where the cluster tells none. */
  public Optional<String> pythonVersion() {
    Answer answer = diagnosed(() -> http.get("/api/v0/cluster_metadata"));
    return answer.isOk() ? answer.object().object("data").text("pythonVersion") : Optional.empty();
  }

  /** Tells a dead cluster behind a living dashboard from one that is slow. */
  <T> T diagnosed(Supplier<T> call) {
    try {
      T value = call.get();
      if (value instanceof Answer answer && answer.status() == 503 && !isHealthy()) {
        throw dead();
      }
      return value;
    } catch (RayException.NoAnswerException hangs) {
      if (!isHealthy()) {
        version();
        throw dead();
      }
      throw hangs;
    }
  }

  @Override
  public void close() {
    http.close();
  }
}
