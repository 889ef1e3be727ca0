package io.eagleray.targets.ray;

import io.eagleray.targets.ray.client.JobStatus;
import io.eagleray.targets.ray.client.RayClient;
import io.eagleray.targets.ray.client.RayException;
import io.eagleray.targets.ray.client.RayJob;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Stops a job and makes sure that it has stopped: asked to, it tells the cluster so again and again
 * until the job has ended, or until its time is up. Thread-safe.
 */
final class JobStopper implements AutoCloseable {
  /** Ray gives a driver 3 s; then its log is read to the end. */
  private static final Duration LIMIT = Duration.ofSeconds(20);

  /**
   * Ray heeds the word when the job begins: however long it is asked before that, it still waits.
   */
  private static final Duration PENDING_LIMIT = Duration.ofSeconds(5);

  private static final Duration BETWEEN = Duration.ofSeconds(1);

  private final String id;
  private final RayClient client;
  private final Consumer<String> warnings;
  private final Runnable endOfLog;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread thread = Thread.ofVirtual().name("job-stopper").unstarted(this::stop);

  /**
   * @param warnings takes what the user should read
   * @param endOfLog ends the reading of the job's log
   */
  JobStopper(String id, RayClient client, Consumer<String> warnings, Runnable endOfLog) {
    this.id = id;
    this.client = client;
    this.warnings = warnings;
    this.endOfLog = endOfLog;
  }

  /** Begins to stop the job, and returns at once; nothing where it has begun, or is closed. */
  synchronized void begin() {
    if (thread.getState() == Thread.State.NEW && closed.getCount() > 0) {
      thread.start();
    }
  }

  private void stop() {
    long begin = System.nanoTime();
    String status = "out of reach";
    do {
      Optional<JobStatus> found = stopOnce();
      if (found.filter(JobStatus::isTerminal).isPresent()) {
        if (!isClosedWithin(LIMIT)) { // The rest of its log comes.
          endOfLog.run();
        }
        return;
      }
      status = found.map(JobStatus::name).orElse(status);
    } while (!isClosedWithin(BETWEEN) && System.nanoTime() - begin < limit(status).toNanos());
    if (closed.getCount() > 0) {
      warnings.accept(unproven(status));
      endOfLog.run();
    }
  }

  private static Duration limit(String status) {
    return isPending(status) ? PENDING_LIMIT : LIMIT;
  }

  private static boolean isPending(String status) {
    return status.equals(JobStatus.PENDING.name());
  }

  private Optional<JobStatus> stopOnce() {
    try {
      client.stop(id);
      return client.job(id).map(RayJob::status);
    } catch (RayException e) {
      return Optional.empty(); // Asked again, until the limit.
    }
  }

  private boolean isClosedWithin(Duration time) {
    try {
      return closed.await(time.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      return true; // Only close interrupts.
    }
  }

  private String unproven(String status) {
    return "the job "
        + id
        + " was told to stop, and is still "
        + status
        + (isPending(status) ? ": it stops as soon as it begins" : "")
        + "; look with \"eagleray ray jobs\", and stop it with \"eagleray ray stop "
        + id
        + "\"";
  }

  /** Gives up, where the job's end was seen in another way; returns when nothing goes on. */
  @Override
  public void close() {
    closed.countDown();
    synchronized (this) {
      if (thread.getState() == Thread.State.NEW) {
        return;
      }
    }
    thread.interrupt();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
