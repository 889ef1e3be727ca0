package io.eagleray.targets.ray.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.eagleray.json.JsonObject;
import io.eagleray.targets.ray.cluster.RayHead;
import io.eagleray.targets.ray.cluster.RealRay;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A real cluster with token authentication that grows, dies and comes back. */
@Tag("slow")
@Tag("ray")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class LifecycleTest {
  private static final String TOKEN = "a-token-of-the-test-0123456789abcdef";

  @RegisterExtension
  static final RealRay RAY = RealRay.own(RayHead.Settings.DEFAULT.withToken(TOKEN));

  private static final JobWatch.Settings IMPATIENT =
      new JobWatch.Settings(Duration.ofMillis(500), Duration.ofSeconds(1), Duration.ofSeconds(5));

  private static RayClient with(String secret, boolean isGiven) {
    return RayClient.of(
        RayConnection.of(RAY.head().dashboard()).with(new RayToken(secret, "the test", isGiven)));
  }

  /** Ray asks for tokens since 2.52; an older one takes whoever comes. */
  @Test
  @Order(1)
  @Tag("newer-ray")
  void its_token_is_needed_and_a_wrong_one_is_told() {
    try (RayClient none = RayClient.of(RayConnection.of(RAY.head().dashboard()));
        RayClient wrong = with("wrong", true);
        RayClient found = with(TOKEN, false)) {
      assertThatThrownBy(none::version).isInstanceOf(RayException.TokenMissingException.class);
      assertThatThrownBy(wrong::version)
          .isInstanceOf(RayException.TokenRefusedException.class)
          .hasMessageContaining("Invalid authentication token");
      assertThat(found.requireHealthy().session()).startsWith("session_");
      found.submit(JobRequest.of("token-1", "echo with a token", JsonObject.EMPTY, Map.of()));
      StringBuilder log = new StringBuilder();
      assertThat(
              new JobLog(found, "token-1", JobLog.Settings.DEFAULT, System::nanoTime)
                  .follow(new LogLines(log::append)))
          .isEqualTo(JobLog.End.COMPLETE);
      assertThat(log).contains("with a token");
    }
  }

  @Test
  @Order(2)
  void a_node_that_joins_brings_what_was_lacking() {
    try (RayClient client = RAY.head().client()) {
      List<Need> needs = List.of(new Need("a trial", Map.of("CPU", 1.0, "w", 1.0)));
      assertThat(Requirements.check(client, needs))
          .singleElement()
          .extracting(Requirements.Shortage::message)
          .isEqualTo("a trial needs 1 w; the only node has none");
      long raylet = RAY.head().addRaylet(1, "{\"w\": 1}");
      assertThat(raylet).isPositive();
      assertThat(client.nodes()).hasSize(2);
      assertThat(Requirements.check(client, needs)).isEmpty();
    }
  }

  @Test
  @Order(3)
  void a_gcs_that_hangs_is_told_as_a_dead_cluster_and_the_job_as_lost_after_its_limit() {
    try (RayClient client = RAY.head().client()) {
      String session = client.version().session();
      client.submit(JobRequest.of("lost-1", "sleep 600", JsonObject.EMPTY, Map.of()));
      JobWatch watch =
          new JobWatch(client, "lost-1", session, Map.of(), IMPATIENT, System::nanoTime);
      long gcs = RAY.head().gcsPid();
      RayHead.halt(gcs);
      try {
        assertThat(watch.follow(state -> {}, () -> false))
            .isInstanceOfSatisfying(
                JobState.Lost.class,
                lost -> assertThat(lost.reason()).contains("dead").contains("GCS"));
        assertThatThrownBy(client::requireHealthy)
            .isInstanceOf(RayException.ClusterDeadException.class);
      } finally {
        RayHead.resume(gcs);
      }
    }
  }

  @Test
  @Order(4)
  void a_head_that_was_started_anew_knows_the_job_no_more() {
    try (RayClient client = RAY.head().client()) {
      RAY.head().kill();
      assertThatThrownBy(client::version).isInstanceOf(RayException.UnreachableException.class);
      RAY.head().restart();
      assertThat(client.requireHealthy().session()).isNotEqualTo("session_before");
      assertThat(client.job("lost-1")).isEqualTo(Optional.empty());
      JobWatch watch =
          new JobWatch(client, "lost-1", "session_before", Map.of(), IMPATIENT, System::nanoTime);
      assertThat(watch.look())
          .isInstanceOfSatisfying(
              JobState.Lost.class,
              lost ->
                  assertThat(lost.reason())
                      .startsWith("the cluster no longer knows the job: ")
                      .endsWith("its head was started anew"));
    }
  }
}
