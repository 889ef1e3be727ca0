package io.eagleray.engine.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.eagleray.spi.RunnerContext.ProcessListener;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class WorkerPoolTest {
  private static final Duration SLOW = Duration.ofMillis(400);
  private static final String SLOW_START =
      "sleep 0.4; echo '{\"op\":\"ready\"}'; exec cat >/dev/null";

  private final List<Long> started = new CopyOnWriteArrayList<>();

  @TempDir
  @SuppressWarnings("NullAway.Init")
  private Path folder;

  @SuppressWarnings("NullAway.Init")
  private WorkerPool pool;

  @BeforeEach
  void aPoolOfWorkersThatServeOneTaskAtATime() {
    pool = pool("exec cat >/dev/null");
  }

  /** A pool of workers that are such scripts. */
  private WorkerPool pool(String script) {
    WorkerSpec spec =
        new WorkerSpec(
            "worker",
            List.of("sh", "-c", script),
            Map.of(),
            folder,
            folder.resolve("worker.log"),
            false,
            WorkerSpec.Interrupt.MESSAGE,
            Duration.ofSeconds(2));
    ProcessListener listener =
        new ProcessListener() {
          @Override
          public void started(long pid, Instant at, String what) {
            started.add(pid);
          }

          @Override
          public void ended(long pid, Instant at) {}
        };
    return new WorkerPool(() -> spec, listener);
  }

  @AfterEach
  void end() {
    pool.close();
  }

  /** Leases a worker on another thread, and returns when that waits for one. */
  private CompletableFuture<WorkerPool.Lease> waiting() throws InterruptedException {
    CompletableFuture<WorkerPool.Lease> lease = new CompletableFuture<>();
    Thread waits = new Thread(() -> lease.complete(pool.patientLease(false)));
    waits.start();
    while (waits.getState() == Thread.State.NEW || waits.getState() == Thread.State.RUNNABLE) {
      Thread.onSpinWait();
    }
    return lease;
  }

  @Test
  void oneThatIsGivenBackSoonServesWhoWaitsForIt() throws InterruptedException {
    WorkerPool.Lease first = pool.lease(false);
    CompletableFuture<WorkerPool.Lease> second = waiting();

    first.release();

    assertThat(second.join().worker()).isSameAs(first.worker());
    assertThat(started).hasSize(1);
  }

  @Test
  void whereAllAreBusyForLongAnotherIsStarted() {
    WorkerPool.Lease first = pool.lease(false);

    WorkerPool.Lease second = pool.patientLease(false);

    assertThat(second.worker()).isNotSameAs(first.worker());
    assertThat(started).hasSize(2);
  }

  @Test
  void theTimeInWhichAWorkerStartsIsNotCountedAsWaiting() throws InterruptedException {
    pool = pool(SLOW_START);
    WorkerPool.Lease first = pool.lease(false);
    CompletableFuture<WorkerPool.Lease> second = waiting();

    Thread.sleep(WorkerPool.START.multipliedBy(3).dividedBy(2));
    first.release();

    assertThat(second.join().worker()).isSameAs(first.worker());
    assertThat(started).hasSize(1);
  }

  @Test
  void anotherIsStartedWhenWaitingHasTakenAsLongAsTheLastStart() {
    pool = pool(SLOW_START);
    Instant begin = Instant.now();
    pool.lease(false);

    pool.patientLease(false);

    assertThat(started).hasSize(2);
    assertThat(Duration.between(begin, Instant.now())).isGreaterThanOrEqualTo(SLOW.multipliedBy(2));
  }

  @Test
  void nobodyWaitsWhereNoWorkerIsBusy() {
    pool.patientLease(false).release();
    pool.patientLease(false).release();

    assertThat(started).hasSize(1);
  }
}
