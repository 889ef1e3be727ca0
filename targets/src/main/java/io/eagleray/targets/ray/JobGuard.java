package io.eagleray.targets.ray;

import io.eagleray.run.Failure;
import io.eagleray.run.RunEvent;
import io.eagleray.spi.Cancellation;
import io.eagleray.spi.NodeWalking;
import io.eagleray.targets.ray.client.JobLog;
import io.eagleray.targets.ray.client.JobState;
import io.eagleray.targets.ray.client.JobWatch;
import io.eagleray.targets.ray.client.RayClient;
import io.eagleray.targets.ray.client.RayException;
import io.eagleray.targets.ray.client.RayJob;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Looks after a job beside its log: says why it does not begin, gives up one that never can, stops
 * it when the run is cancelled, and makes sure that it has stopped.
 */
final class JobGuard implements AutoCloseable {
  /** Ray gives a driver 3 s; then its log is read to the end. */
  private static final Duration STOP_LIMIT = Duration.ofSeconds(20);

  private static final Duration BETWEEN_STOPS = Duration.ofSeconds(1);

  private final StepSubmission submission;
  private final NodeWalking walking;
  private final RayClient client;
  private final JobLog log;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Cancellation.Registration registration;
  private final Thread thread;
  private volatile Optional<FollowedJob.Result> verdict = Optional.empty();
  private String told = "";

  JobGuard(StepSubmission submission, NodeWalking walking, RayClient client, JobLog log) {
    this.submission = submission;
    this.walking = walking;
    this.client = client;
    this.log = log;
    this.thread = Thread.ofVirtual().name("job-guard").unstarted(this::guard);
    this.registration = walking.cancellation().onRequest(thread::interrupt);
    thread.start();
  }

  /** What it found out by itself: a job that never can begin, or that is lost. */
  Optional<FollowedJob.Result> verdict() {
    return verdict;
  }

  private void guard() {
    JobWatch watch =
        new JobWatch(
            client,
            submission.id(),
            submission.session(),
            Map.of(),
            JobWatch.Settings.DEFAULT,
            System::nanoTime);
    try {
      JobState last = watch.follow(this::notice, this::isOver);
      if (last instanceof JobState.Lost lost && !isOver()) {
        verdict = Optional.of(new FollowedJob.Result.Lost(lost.reason()));
        log.close();
      }
    } catch (RayException e) {
      // Interrupted by a cancellation, or refused: whoever follows the log hears of that too.
    }
    if (verdict.isPresent() || walking.cancellation().isRequested()) {
      stop();
    }
  }

  private boolean isOver() {
    return closed.getCount() == 0 || verdict.isPresent() || walking.cancellation().isRequested();
  }

  private void notice(JobState state) {
    if (!(state instanceof JobState.Pending pending) || pending.waitsFor().isEmpty()) {
      return;
    }
    if (pending.isHopeless()) {
      verdict =
          Optional.of(new FollowedJob.Result.Failed(Failure.of("infeasible", pending.waitsFor())));
    } else if (!told.equals(pending.waitsFor())) {
      told = pending.waitsFor();
      warn("the job waits to begin: " + told);
    }
  }

  private void stop() {
    Thread.interrupted(); // The request to stop came as an interrupt.
    long limit = System.nanoTime() + STOP_LIMIT.toNanos();
    Optional<RayJob> job = Optional.empty();
    while (closed.getCount() > 0 && System.nanoTime() < limit) {
      job = stopOnce();
      if (job.isPresent() && job.get().status().isTerminal()) {
        await(STOP_LIMIT); // The rest of its log comes.
        break;
      }
      await(BETWEEN_STOPS);
    }
    if (closed.getCount() > 0 && job.filter(found -> found.status().isTerminal()).isEmpty()) {
      warn(unproven(job.map(found -> found.status().name()).orElse("out of reach")));
    }
    log.close();
  }

  private Optional<RayJob> stopOnce() {
    try {
      client.stop(submission.id());
      return client.job(submission.id());
    } catch (RayException e) {
      return Optional.empty(); // Asked again, until the limit.
    }
  }

  private String unproven(String status) {
    return "the job "
        + submission.id()
        + " was told to stop, and is still "
        + status
        + "; look with \"eagleray ray jobs\", and stop it with \"eagleray ray stop "
        + submission.id()
        + "\"";
  }

  private void warn(String text) {
    walking.append(List.of(new RunEvent.Warned(walking.path() + ": " + text)));
  }

  private void await(Duration limit) {
    try {
      boolean over = closed.await(limit.toMillis(), TimeUnit.MILLISECONDS);
      assert over || closed.getCount() > 0;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    closed.countDown();
    registration.close();
    thread.interrupt();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
