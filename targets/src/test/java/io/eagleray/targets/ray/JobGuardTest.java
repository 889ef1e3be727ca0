package io.eagleray.targets.ray;

import static org.assertj.core.api.Assertions.assertThat;

import io.eagleray.spi.Cancellation;
import io.eagleray.targets.ray.client.FakeDashboard;
import io.eagleray.targets.ray.client.RayClient;
import io.eagleray.targets.ray.client.RayConnection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A cancelled run's job is stopped, whatever the cluster answered before. */
@Timeout(60)
class JobGuardTest {
  private static final String JOB = "GET /api/jobs/job-1";
  private static final String STOP = "POST /api/jobs/job-1/stop";

  private final FakeDashboard dashboard = new FakeDashboard();
  private final RayClient client = RayClient.of(RayConnection.of(dashboard.uri()));
  private final Asked cancellation = new Asked();
  private final BlockingQueue<String> warnings = new LinkedBlockingQueue<>();
  private final CountDownLatch stopped = new CountDownLatch(1);

  @AfterEach
  void close() {
    client.close();
    dashboard.close();
  }

  /** A cancellation of a test's own. */
  private static final class Asked implements Cancellation {
    private final List<Runnable> actions = new CopyOnWriteArrayList<>();
    private volatile boolean requested;

    void request() {
      requested = true;
      actions.forEach(Runnable::run);
    }

    @Override
    public boolean isRequested() {
      return requested;
    }

    @Override
    public Registration onRequest(Runnable action) {
      if (requested) {
        action.run();
      } else {
        actions.add(action);
      }
      return () -> actions.remove(action);
    }
  }

  private JobGuard guard() {
    StepSubmission submission =
        new StepSubmission(
            dashboard.uri().toString(), "job-1", 1, 1, "0123456789abcdef", "spec", "session_1");
    return new JobGuard(
        submission, Map.of("CPU", 4.0), client, cancellation, warnings::add, () -> {});
  }

  private void jobIs(String status) {
    dashboard.answers(
        JOB, 200, "{\"submission_id\":\"job-1\",\"status\":\"" + status + "\",\"message\":\"\"}");
  }

  private void canBeStopped() {
    dashboard.on(
        STOP,
        exchange -> {
          jobIs("STOPPED");
          FakeDashboard.send(exchange, 200, "application/json", "{\"stopped\":true}");
          stopped.countDown();
        });
  }

  @Test
  void aCancellationAfterARefusedRequestStopsTheJob() throws InterruptedException {
    dashboard.answers(JOB, 403, "text/plain", "Forbidden: Invalid authentication token");
    canBeStopped();
    try (JobGuard guard = guard()) {
      assertThat(warnings.take()).contains("tells nothing of the job any more").contains("token");

      cancellation.request();

      stopped.await();
      assertThat(guard.verdict()).isEmpty();
    }
  }

  @Test
  void aStopThatIsRefusedIsAskedForAgain() throws InterruptedException {
    jobIs("RUNNING");
    dashboard.on(
        STOP,
        exchange -> {
          canBeStopped();
          FakeDashboard.send(exchange, 403, "text/plain", "Forbidden");
        });
    try (JobGuard guard = guard()) {
      cancellation.request();

      stopped.await();
      assertThat(guard.verdict()).isEmpty();
    }
  }

  @Test
  void aRequestThatHangsDoesNotDelayTheStop() throws InterruptedException {
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch over = new CountDownLatch(1);
    dashboard.on(
        JOB,
        exchange -> {
          asked.countDown();
          assertThat(uninterrupted(over)).isTrue();
          FakeDashboard.send(exchange, 500, "text/plain", "late");
        });
    canBeStopped();
    try (JobGuard guard = guard()) {
      asked.await();

      cancellation.request();

      stopped.await();
      assertThat(guard.verdict()).isEmpty();
    } finally {
      over.countDown();
    }
  }

  private static boolean uninterrupted(CountDownLatch latch) {
    try {
      return latch.await(60, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }

  @Test
  void aRunThatWasCancelledBeforeStopsItsJobAtOnce() throws InterruptedException {
    jobIs("RUNNING");
    canBeStopped();
    cancellation.request();
    try (JobGuard guard = guard()) {
      stopped.await();
      assertThat(guard.verdict()).isEmpty();
    }
  }

  @Test
  void whatAJobNeedsThatNoNodeHasNowIsToldAndWaitedFor() throws InterruptedException {
    jobIs("PENDING");
    dashboard.answers(
        "GET /api/v0/nodes",
        200,
        "{\"data\":{\"result\":{\"result\":"
            + "[{\"node_id\":\"n\",\"state\":\"ALIVE\",\"resources_total\":{\"CPU\":2}}]}}}");
    try (JobGuard guard = guard()) {
      assertThat(warnings.take())
          .isEqualTo(
              "the job waits to begin: the job's command needs 4 CPU; the largest node has 2");
      assertThat(guard.verdict()).isEmpty();
    }
    assertThat(dashboard.count(STOP)).isZero();
  }

  @Test
  void aJobWhoseRunGoesOnIsNotStopped() {
    jobIs("RUNNING");
    canBeStopped();
    JobGuard guard = guard();

    guard.close();
    cancellation.request();

    assertThat(dashboard.count(STOP)).isZero();
    assertThat(warnings).isEmpty();
  }
}
