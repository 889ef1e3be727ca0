package io.eagleray.targets.ray.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.eagleray.json.JsonObject;
import io.eagleray.targets.ray.client.pack.IgnoreRules;
import io.eagleray.targets.ray.client.pack.PackageBuilder;
import io.eagleray.targets.ray.client.pack.RayPackage;
import io.eagleray.targets.ray.cluster.RealRay;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Against a real cluster. */
@Tag("slow")
@Tag("ray")
class RayClientTest {
  @RegisterExtension static final RealRay RAY = RealRay.shared();

  @TempDir Path folder = Path.of("");

  private static RayJob end(RayClient client, String id) {
    JobWatch watch =
        new JobWatch(client, id, "", Map.of(), JobWatch.Settings.DEFAULT, System::nanoTime);
    return ((JobState.Ended) watch.follow(state -> {}, () -> false)).job();
  }

  private static JobRequest job(String id, String command) {
    return JobRequest.of(id, command, JsonObject.EMPTY, Map.of("owner", id));
  }

  @Test
  void tells_version_health_nodes_usage_and_python_of_a_living_cluster() {
    try (RayClient client = RAY.head().client()) {
      RayVersion version = client.requireHealthy();
      assertThat(version.ray()).startsWith("2.");
      assertThat(client.pythonVersion()).hasValueSatisfying(v -> assertThat(v).startsWith("3."));
      assertThat(client.nodes())
          .singleElement()
          .satisfies(node -> {
            assertThat(node.isHead()).isTrue();
            assertThat(node.isAlive()).isTrue();
            assertThat(node.total("CPU")).isEqualTo(2);
            assertThat(node.total("memory")).isGreaterThan(1 << 20);
          });
      ClusterStatus status = client.clusterStatus();
      assertThat(status.usage("CPU").total()).isEqualTo(2);
      assertThat(status.usage("object_store_memory").total()).isGreaterThan(1 << 20);
      assertThat(status.hasAutoscaler()).isFalse();
    }
  }

  /** The oldest Ray that is supported tells neither its session nor how a job failed. */
  @Test
  @Tag("newer-ray")
  void tells_the_session_of_the_head_and_the_kind_of_a_failure() {
    try (RayClient client = RAY.head().client()) {
      assertThat(client.version().session()).startsWith("session_");
      client.submit(job("fails-1", "exit 3"));
      assertThat(end(client, "fails-1").errorType()).contains("JOB_ENTRYPOINT_COMMAND_ERROR");
    }
  }

  @Test
  void a_job_runs_in_its_package_and_tells_how_it_ended() throws Exception {
    Files.writeString(
        folder.resolve("main.py"),
        "import sys; print('here', open('data.txt').read()); sys.exit(3)");
    Files.writeString(folder.resolve("data.txt"), "some data");
    RayPackage zip =
        new PackageBuilder("the test")
            .addFolder("", folder, IgnoreRules.USUAL)
            .build(folder.resolve("out"));
    try (RayClient client = RAY.head().client()) {
      assertThat(client.hasPackage(zip.name())).isFalse();
      assertThat(client.provide(zip)).isTrue();
      assertThat(client.provide(zip)).isFalse();
      JsonObject env = JsonObject.builder().put("working_dir", zip.uri()).build();
      assertThat(client.submit(JobRequest.of("runs-1", "python main.py", env, Map.of("a", "b"))))
          .isEqualTo(new Submission.Accepted("runs-1"));

      RayJob ended = end(client, "runs-1");

      assertThat(ended.status()).isEqualTo(JobStatus.FAILED);
      assertThat(ended.exitCode()).isEqualTo(OptionalInt.of(3));
      assertThat(ended.metadata()).containsEntry("a", "b");
      assertThat(ended.start()).isPresent();
      assertThat(ended.messageLine()).doesNotContain("\n").isNotEmpty();
      List<String> lines = new ArrayList<>();
      LogLines log = new LogLines(lines::add);
      new JobLog(client, "runs-1", JobLog.Settings.DEFAULT, System::nanoTime).read(log);
      log.end();
      assertThat(lines).contains("here some data");
      assertThat(client.jobs()).extracting(RayJob::submissionId).contains("runs-1");
      client.delete("runs-1");
      assertThat(client.job("runs-1")).isEmpty();
    }
  }

  @Test
  void of_ten_submissions_of_one_id_at_once_one_is_accepted_and_all_find_the_same_job()
      throws Exception {
    try (RayClient client = RAY.head().client();
        ExecutorService threads = Executors.newFixedThreadPool(10)) {
      List<Callable<Submission>> calls =
          new ArrayList<>(
              java.util.Collections.nCopies(10, () -> client.submit(job("same-1", "sleep 1"))));
      List<Submission> results = new ArrayList<>();
      for (Future<Submission> result : threads.invokeAll(calls)) {
        results.add(result.get());
      }
      assertThat(results).extracting(Submission::id).containsOnly("same-1");
      assertThat(results).filteredOn(Submission.Accepted.class::isInstance).hasSize(1);
      assertThat(results)
          .filteredOn(Submission.AlreadyThere.class::isInstance)
          .allSatisfy(result ->
              assertThat(((Submission.AlreadyThere) result).job().metadata())
                  .containsEntry("owner", "same-1"));
    }
  }

  @Test
  void a_running_job_is_not_deleted_but_stopped() {
    try (RayClient client = RAY.head().client()) {
      client.submit(job("stops-1", "echo begun; sleep 600"));
      JobWatch watch =
          new JobWatch(
              client, "stops-1", "", Map.of(), JobWatch.Settings.DEFAULT, System::nanoTime);
      boolean[] runs = {false};
      watch.follow(state -> runs[0] = state instanceof JobState.Running, () -> runs[0]);
      assertThatThrownBy(() -> client.delete("stops-1"))
          .isInstanceOf(RayException.RejectedException.class)
          .hasMessageContaining("stop it before it is deleted");
      assertThat(client.stop("stops-1")).isTrue();
      assertThat(end(client, "stops-1").status()).isEqualTo(JobStatus.STOPPED);
      assertThat(client.stop("stops-1")).isFalse();
    }
  }

  @Test
  void what_is_not_there_is_told_so() {
    try (RayClient client = RAY.head().client()) {
      assertThat(client.job("nobody")).isEmpty();
      assertThatThrownBy(() -> client.stop("nobody"))
          .isInstanceOf(RayException.UnknownJobException.class)
          .hasMessageContaining("knows no job nobody");
      assertThatThrownBy(() -> client.delete("nobody"))
          .isInstanceOf(RayException.UnknownJobException.class);
      assertThatThrownBy(() -> client.job("../version"))
          .isInstanceOf(IllegalArgumentException.class);
      assertThat(client.hasPackage("_ray_pkg_00000000000000000000000000000000.zip")).isFalse();
    }
  }

  @Test
  void a_wrong_path_prefix_is_told_as_no_dashboard() {
    URI wrong = RAY.head().dashboard().resolve("/prefix/");
    try (RayClient client = RayClient.of(RayConnection.of(wrong))) {
      assertThatThrownBy(client::version)
          .isInstanceOf(RayException.NotRayException.class)
          .hasMessageContaining("/prefix/api/version is not there (HTTP 404)")
          .hasMessageContaining("path prefix");
    }
  }

  @Test
  void a_job_that_no_node_can_ever_run_names_what_is_lacking() {
    try (RayClient client = RAY.head().client()) {
      JobRequest request = job("hopeless-1", "echo never").needing(64, 0);
      assertThat(
              Requirements.check(
                  client,
                  List.of(
                      new Need("the job's command", request.needs()),
                      new Need("a trial", Map.of("CPU", 1.0, "GPU", 1.0)))))
          .extracting(Requirements.Shortage::message)
          .containsExactly(
              "the job's command needs 64 CPU; the largest node has 2",
              "a trial needs 1 GPU; the only node has none");
      client.submit(request);
      List<JobState> states = new ArrayList<>();
      JobWatch watch =
          new JobWatch(
              client,
              "hopeless-1",
              "",
              request.needs(),
              JobWatch.Settings.DEFAULT,
              System::nanoTime);
      watch.follow(
          states::add, () -> states.getLast() instanceof JobState.Pending p && p.isHopeless());
      assertThat(states.getLast())
          .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.type(JobState.Pending.class))
          .extracting(JobState.Pending::waitsFor)
          .isEqualTo("the job's command needs 64 CPU; the largest node has 2");
      // Ray says yes to stopping it, and leaves it PENDING.
      assertThat(client.stop("hopeless-1")).isTrue();
      ClusterStatus status = client.clusterStatus();
      for (int i = 0; i < 60 && status.demand().isEmpty(); i++) {
        Pauses.pause(Duration.ofMillis(500)); // Ray gathers it every few seconds
        status = client.clusterStatus();
      }
      assertThat(status.demand())
          .anySatisfy(demand -> assertThat(demand.resources()).containsEntry("CPU", 64.0));
    }
  }

  @Test
  void tls_to_a_port_without_it_is_told() {
    URI uri = URI.create("https://127.0.0.1:" + RAY.head().dashboard().getPort());
    try (RayClient client = RayClient.of(RayConnection.of(uri))) {
      assertThatThrownBy(client::version)
          .isInstanceOf(RayException.TlsException.class)
          .hasMessageEndingWith("does not speak TLS: the address must begin with http://");
    }
  }
}
