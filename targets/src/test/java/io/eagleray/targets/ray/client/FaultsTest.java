package io.eagleray.targets.ray.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpHandler;
import io.eagleray.json.JsonObject;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a client says where something between it and the cluster, or the cluster, is broken. */
@Tag("slow")
class FaultsTest {
  private static final Duration SHORT = Duration.ofSeconds(2);
  private static final RayTimeouts QUICK =
      new RayTimeouts(SHORT, SHORT, SHORT, SHORT, SHORT, Duration.ZERO);
  private static final String JOB =
      "{\"type\":\"SUBMISSION\",\"submission_id\":\"j1\",\"status\":\"%s\",\"job_id\":null,"
          + "\"metadata\":null,\"message\":null,\"error_type\":null,\"start_time\":null,"
          + "\"runtime_env\":null,\"driver_exit_code\":null,\"tomorrow\":{\"x\":[1]}}";

  private final FakeDashboard fake = new FakeDashboard();
  private final CountDownLatch never = new CountDownLatch(1);
  private final RayClient client = RayClient.of(RayConnection.of(fake.uri()), QUICK);

  @AfterEach
  void end() {
    never.countDown();
    client.close();
    fake.close();
  }

  private HttpHandler hang() {
    return exchange -> {
      try {
        never.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    };
  }

  private static HttpHandler cut(int length, String begin) {
    return exchange -> {
      exchange.getRequestBody().readAllBytes();
      exchange.getResponseHeaders().set("Content-Type", "application/json");
      exchange.sendResponseHeaders(200, length);
      exchange.getResponseBody().write(begin.getBytes(java.nio.charset.StandardCharsets.UTF_8));
      exchange.getResponseBody().flush();
      exchange.close();
    };
  }

  private static JobRequest request() {
    return JobRequest.of("j1", "echo", JsonObject.EMPTY, Map.of());
  }

  @Test
  void nulls_and_fields_of_tomorrow_are_borne() {
    fake.answers("GET /api/jobs/j1", 200, JOB.formatted("RUNNING"));
    RayJob job = client.job("j1").orElseThrow();
    assertThat(job.status()).isEqualTo(JobStatus.RUNNING);
    assertThat(job.metadata()).isEmpty();
    fake.answers("GET /api/jobs/j1", 200, JOB.formatted("PAUSED"));
    assertThat(client.job("j1").orElseThrow().status()).isEqualTo(JobStatus.UNKNOWN);
  }

  @Test
  void nobody_listening_is_told_with_the_place() throws Exception {
    int port;
    try (ServerSocket socket = new ServerSocket(0)) {
      port = socket.getLocalPort();
    }
    try (RayClient nobody =
        RayClient.of(RayConnection.of(URI.create("http://127.0.0.1:" + port)))) {
      assertThatThrownBy(nobody::version)
          .isInstanceOf(RayException.UnreachableException.class)
          .hasMessage(
              "nobody listens at http://127.0.0.1:%d: is the cluster up, with its dashboard at that"
                  + " port?",
              port);
    }
  }

  @Test
  void a_host_that_does_not_exist_is_told_by_its_name() {
    try (RayClient nobody =
        RayClient.of(RayConnection.of(URI.create("http://no-such-host.invalid:8265")))) {
      assertThatThrownBy(nobody::version)
          .isInstanceOf(RayException.UnreachableException.class)
          .hasMessageContaining("no host is called no-such-host.invalid");
    }
  }

  @Test
  void a_web_page_instead_of_json_is_told_as_the_wrong_address() {
    fake.answers("GET /api/version", 200, "<!doctype html><title>Sign in</title>");
    assertThatThrownBy(client::version)
        .isInstanceOf(RayException.NotRayException.class)
        .hasMessageContaining("answers with a web page")
        .hasMessageContaining("8265");
  }

  @Test
  void a_redirect_is_not_followed_but_told() {
    fake.on(
        "GET /api/version",
        exchange -> {
          exchange.getResponseHeaders().set("Location", "https://sso.example.com/login");
          exchange.sendResponseHeaders(302, -1);
          exchange.close();
        });
    assertThatThrownBy(client::version)
        .isInstanceOf(RayException.NotRayException.class)
        .hasMessageContaining("redirects to https://sso.example.com/login");
  }

  @ParameterizedTest
  @ValueSource(ints = {502, 503, 504})
  void a_proxy_that_fails_twice_is_asked_a_third_time(int status) {
    AtomicInteger calls = new AtomicInteger();
    fake.on(
        "GET /api/jobs/j1",
        exchange -> {
          boolean works = calls.incrementAndGet() == 3;
          FakeDashboard.send(
              exchange,
              works ? 200 : status,
              works ? "application/json" : "text/html",
              works ? JOB.formatted("RUNNING") : "<h1>Bad Gateway</h1>");
        });
    assertThat(client.job("j1")).isPresent();
  }

  @Test
  void a_proxy_that_fails_for_good_is_told_in_one_line() {
    fake.answers("GET /api/jobs/j1", 502, "<html><h1>Bad Gateway</h1></html>");
    assertThatThrownBy(() -> client.job("j1"))
        .isInstanceOf(RayException.ServerFailedException.class)
        .hasMessageContaining("(HTTP 502)")
        .hasMessageNotContaining("<");
  }

  @Test
  void a_cut_answer_is_asked_for_again_and_then_told() {
    fake.on("GET /api/jobs/j1", cut(500, "{\"type\":\"SUBMI"));
    assertThatThrownBy(() -> client.job("j1"))
        .isInstanceOf(RayException.UnreachableException.class)
        .hasMessageContaining("broke");
    assertThat(fake.count("GET /api/jobs/j1")).isEqualTo(3);
  }

  @Test
  void a_truncated_answer_is_no_job() {
    fake.answers("GET /api/jobs/j1", 200, "{\"type\":\"SUBMI");
    assertThatThrownBy(() -> client.job("j1"))
        .isInstanceOf(RayException.BadAnswerException.class)
        .hasMessageContaining("cut off or no JSON");
  }

  @Test
  void a_traceback_is_told_by_its_last_line() {
    fake.answers(
        "POST /api/jobs/",
        400,
        "text/plain",
        "Traceback (most recent call last):\n  File \"x.py\", line 1, in y\n    raise\n"
            + "TypeError: __init__() got an unexpected keyword argument 'foo'\n");
    assertThatThrownBy(() -> client.submit(request()))
        .isInstanceOf(RayException.RejectedException.class)
        .hasMessageEndingWith(": TypeError: __init__() got an unexpected keyword argument 'foo'");
  }

  @Test
  void a_slow_cluster_and_a_dead_one_are_told_apart() {
    fake.on("GET /api/jobs/j1", hang());
    assertThatThrownBy(() -> client.job("j1"))
        .isInstanceOf(RayException.NoAnswerException.class)
        .hasMessageEndingWith("did not answer within 2 s");
    fake.answers("GET /api/gcs_healthz", 503, "text/plain", "unhealthy");
    assertThatThrownBy(() -> client.job("j1"))
        .isInstanceOf(RayException.ClusterDeadException.class)
        .hasMessageContaining("answers, but the cluster behind it is dead");
    assertThatThrownBy(client::requireHealthy)
        .isInstanceOf(RayException.ClusterDeadException.class);
  }

  @Test
  void a_head_that_is_too_busy_for_a_probe_is_asked_again() {
    AtomicInteger probes = new AtomicInteger();
    fake.on(
        "GET /api/gcs_healthz",
        exchange -> {
          exchange.sendResponseHeaders(probes.incrementAndGet() < 3 ? 503 : 200, -1);
          exchange.close();
        });
    assertThat(client.awaitHealthy(Duration.ofMinutes(1)).ray()).isEqualTo("2.60.0");
    assertThat(probes).hasValue(3);
    fake.answers("GET /api/gcs_healthz", 503, "text/plain", "unhealthy");
    assertThatThrownBy(() -> client.awaitHealthy(Duration.ofMillis(600)))
        .isInstanceOf(RayException.ClusterDeadException.class);
  }

  @Test
  void a_body_that_comes_too_slowly_has_the_same_limit() {
    fake.on(
        "GET /api/jobs/j1",
        exchange -> {
          exchange.sendResponseHeaders(200, 100);
          exchange.getResponseBody().write('{');
          exchange.getResponseBody().flush();
          hang().handle(exchange);
        });
    assertThatThrownBy(() -> client.job("j1")).isInstanceOf(RayException.NoAnswerException.class);
  }

  @ParameterizedTest
  @CsvSource({"1.13.0, false", "2.8.1, false", "2.9.0, true", "2.60.0, true", "3.0.0.dev0, true"})
  void versions_are_gated(String version, boolean fits) {
    fake.answers("GET /api/version", 200, "{\"ray_version\":\"" + version + "\"}");
    if (fits) {
      assertThat(client.requireHealthy().ray()).isEqualTo(version);
      assertThat(client.version().warning().isPresent()).isEqualTo(version.startsWith("3"));
    } else {
      assertThatThrownBy(client::requireHealthy)
          .isInstanceOf(RayException.UnsupportedException.class)
          .hasMessage(
              "the cluster runs Ray " + version + ", which is too old: 2.9 or newer is needed");
    }
  }

  @Test
  void labels_are_not_sent_to_a_ray_that_would_refuse_them() {
    fake.answers("GET /api/version", 200, "{\"ray_version\":\"2.39.0\"}");
    JobRequest plain = request();
    JobRequest labelled =
        new JobRequest(
            "j1",
            "echo",
            JsonObject.EMPTY,
            Map.of(),
            plain.cpus(),
            plain.gpus(),
            plain.memory(),
            Map.of(),
            Map.of("zone", "a"));
    assertThatThrownBy(() -> client.submit(labelled))
        .isInstanceOf(RayException.UnsupportedException.class)
        .hasMessageContaining("labels");
    assertThat(fake.count("POST /api/jobs/")).isZero();
  }

  @Test
  void a_submission_whose_answer_is_lost_is_found_and_not_repeated() {
    fake.answers("GET /api/jobs/j1", 404, "text/plain", "Job j1 does not exist");
    fake.on(
        "POST /api/jobs/",
        exchange -> {
          fake.answers("GET /api/jobs/j1", 200, JOB.formatted("PENDING"));
          cut(100, "{").handle(exchange);
        });
    assertThat(client.submit(request())).isInstanceOf(Submission.AlreadyThere.class);
    assertThat(fake.count("POST /api/jobs/")).isEqualTo(1);
  }

  @Test
  void a_submission_that_did_not_arrive_is_sent_again() {
    fake.answers("GET /api/jobs/j1", 404, "text/plain", "Job j1 does not exist");
    AtomicInteger calls = new AtomicInteger();
    fake.on(
        "POST /api/jobs/",
        exchange -> {
          if (calls.incrementAndGet() == 1) {
            FakeDashboard.send(exchange, 503, "text/html", "<h1>no</h1>");
          } else {
            FakeDashboard.send(exchange, 200, "application/json", "{\"submission_id\":\"j1\"}");
          }
        });
    assertThat(client.submit(request())).isEqualTo(new Submission.Accepted("j1"));
  }

  @Test
  void a_duplicate_that_ray_wraps_into_a_500_is_found() {
    fake.answers(
        "POST /api/jobs/",
        500,
        "text/plain",
        "Traceback (most recent call last):\n  x\nRuntimeError: Request failed with status code 400:"
            + " ValueError: Job with submission_id j1 already exists.");
    fake.answers("GET /api/jobs/j1", 200, JOB.formatted("RUNNING"));
    assertThat(client.submit(request())).isInstanceOf(Submission.AlreadyThere.class);
  }

  @Test
  void an_upload_is_repeated_where_a_proxy_failed() throws Exception {
    AtomicInteger calls = new AtomicInteger();
    fake.on(
        "PUT /api/packages/gcs/p.zip",
        exchange ->
            FakeDashboard.send(
                exchange, calls.incrementAndGet() == 1 ? 502 : 200, "text/plain", ""));
    java.nio.file.Path zip = java.nio.file.Files.createTempFile("p", ".zip");
    client.uploadPackage("p.zip", zip);
    assertThat(calls).hasValue(2);
    fake.answers("PUT /api/packages/gcs/p.zip", 413, "text/plain", "");
    assertThatThrownBy(() -> client.uploadPackage("p.zip", zip))
        .isInstanceOf(RayException.RejectedException.class)
        .hasMessageContaining("a proxy limits uploads");
    java.nio.file.Files.delete(zip);
  }

  private FakeDashboard tokened(String mode, List<Optional<String>> seen) {
    fake.answers("GET /api/authentication_mode", 200, "{\"authentication_mode\":\"" + mode + "\"}");
    return fake.on(
        "GET /api/version",
        exchange -> {
          Optional<String> given =
              Optional.ofNullable(exchange.getRequestHeaders().getFirst("Authorization"));
          seen.add(given);
          boolean fits = given.filter("Bearer right"::equals).isPresent();
          FakeDashboard.send(
              exchange,
              fits ? 200 : given.isPresent() ? 403 : 401,
              "text/plain",
              fits ? "{\"ray_version\":\"2.60.0\"}" : "Unauthorized");
        });
  }

  private RayClient with(String secret, boolean isGiven) {
    RayToken token = new RayToken(secret, "RAY_AUTH_TOKEN", isGiven);
    return RayClient.of(RayConnection.of(fake.uri()).with(token), QUICK);
  }

  @Test
  void a_token_that_was_found_goes_only_to_a_ray_that_asks_for_one() {
    List<Optional<String>> seen = new ArrayList<>();
    tokened("token", seen);
    try (RayClient found = with("right", false)) {
      found.version();
      found.version();
    }
    assertThat(seen)
        .containsExactly(
            Optional.empty(), Optional.of("Bearer right"), Optional.of("Bearer right"));
    seen.clear();
    tokened("disabled", seen);
    try (RayClient found = with("right", false)) {
      assertThatThrownBy(found::version).isInstanceOf(RayException.TokenMissingException.class);
    }
    assertThat(seen).containsExactly(Optional.empty());
  }

  @Test
  void a_token_that_was_given_is_sent_at_once_and_a_wrong_one_is_told() {
    List<Optional<String>> seen = new ArrayList<>();
    tokened("token", seen);
    try (RayClient given = with("wrong", true)) {
      assertThatThrownBy(given::version)
          .isInstanceOf(RayException.TokenRefusedException.class)
          .hasMessageContaining("refuses the token")
          .hasMessageNotContaining("wrong");
    }
    assertThat(seen).containsExactly(Optional.of("Bearer wrong"));
    assertThatThrownBy(client::version)
        .isInstanceOf(RayException.TokenMissingException.class)
        .hasMessageContaining("RAY_AUTH_TOKEN");
  }

  @Test
  void a_watch_bears_silence_up_to_its_limit_and_then_calls_the_job_lost() {
    fake.answers("GET /api/jobs/j1", 200, JOB.formatted("RUNNING"));
    AtomicLong clock = new AtomicLong();
    JobWatch watch =
        new JobWatch(client, "j1", "session_1", Map.of(), JobWatch.Settings.DEFAULT, clock::get);
    assertThat(watch.look()).isInstanceOf(JobState.Running.class);
    fake.on("GET /api/jobs/j1", hang());
    fake.answers("GET /api/gcs_healthz", 503, "text/plain", "");
    assertThat(watch.look()).isInstanceOf(JobState.Silent.class);
    clock.addAndGet(Duration.ofSeconds(59).toNanos());
    assertThat(watch.look()).isInstanceOf(JobState.Silent.class);
    clock.addAndGet(Duration.ofSeconds(2).toNanos());
    assertThat(watch.look())
        .isInstanceOfSatisfying(
            JobState.Lost.class,
            lost -> assertThat(lost.reason()).contains("dead", "for 60 s now"));
  }

  @Test
  void a_watch_notices_a_head_that_was_started_anew() {
    fake.answers("GET /api/jobs/j1", 200, JOB.formatted("RUNNING"));
    AtomicLong clock = new AtomicLong();
    JobWatch watch =
        new JobWatch(client, "j1", "session_0", Map.of(), JobWatch.Settings.DEFAULT, clock::get);
    assertThat(watch.look()).isInstanceOf(JobState.Running.class);
    clock.addAndGet(Duration.ofSeconds(11).toNanos());
    assertThat(watch.look())
        .isEqualTo(new JobState.Lost("the cluster's head was started anew while the job ran"));
    fake.answers("GET /api/jobs/j1", 404, "text/plain", "Job j1 does not exist");
    assertThat(watch.look())
        .isEqualTo(
            new JobState.Lost("the cluster no longer knows the job: its head was started anew"));
  }
}
