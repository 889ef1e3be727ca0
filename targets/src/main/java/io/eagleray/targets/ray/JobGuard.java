package io.eagleray.targets.ray;

import io.eagleray.spi.Cancellation;
import io.eagleray.targets.ray.client.JobState;
import io.eagleray.targets.ray.client.JobWatch;
import io.eagleray.targets.ray.client.RayClient;
import io.eagleray.targets.ray.client.RayException;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Looks after a job beside its log: says why it does not begin, notices that its cluster is gone,
 * and has it stopped when the run is cancelled. A job that no node can take now is waited for:
 * after a head was started anew, the other nodes come one by one.
 *
 * <p>Looking and stopping are two threads that share nothing: whatever becomes of the one, a
 * refused request or a call that hangs, the other does its work.
 */
final class JobGuard implements AutoCloseable {
  private final StepSubmission submission;
  private final Map<String, Double> needs;
  private final RayClient client;
  private final Consumer<String> warnings;
  private final Runnable endOfLog;
  private final JobStopper stopper;
  private final Cancellation.Registration registration;
  private final Thread watcher;
  private volatile Optional<FollowedJob.Result.Gone> verdict = Optional.empty();
  private volatile boolean isClosed;
  private boolean isSilent;
  private String told = "";

  /**
   * Begins to look.
   *
   * @param needs what a node must have for the job to begin, by Ray's names
   * @param warnings takes what the user should read, from any thread
   * @param endOfLog ends the reading of the job's log, for which nothing more is to be waited
   */
  JobGuard(
      StepSubmission submission,
      Map<String, Double> needs,
      RayClient client,
      Cancellation cancellation,
      Consumer<String> warnings,
      Runnable endOfLog) {
    this.submission = submission;
    this.needs = needs;
    this.client = client;
    this.warnings = warnings;
    this.endOfLog = endOfLog;
    this.stopper = new JobStopper(submission.id(), client, warnings, endOfLog);
    this.watcher = Thread.ofVirtual().name("job-guard").start(this::watch);
    this.registration = cancellation.onRequest(stopper::begin);
  }

  /** What it found out by itself: a job that is out of reach, or lost. */
  Optional<FollowedJob.Result.Gone> verdict() {
    return verdict;
  }

  private void watch() {
    JobWatch watch =
        new JobWatch(
            client,
            submission.id(),
            submission.session(),
            needs,
            JobWatch.Settings.DEFAULT,
            System::nanoTime);
    try {
      JobState last = watch.follow(this::notice, () -> isClosed);
      if (last instanceof JobState.Lost lost && !isClosed) {
        verdict =
            Optional.of(
                isSilent
                    ? new FollowedJob.Result.OutOfReach(lost.reason())
                    : new FollowedJob.Result.Lost(lost.reason()));
        endOfLog.run();
      }
    } catch (RayException.InterruptedCallException closed) {
      // Nobody waits for it any more.
    } catch (RayException refused) {
      // The log may go on for long: what was let in before is not always asked for its token again.
      warnings.accept("the cluster tells nothing of the job any more: " + refused.text());
    }
  }

  private void notice(JobState state) {
    if (!(state instanceof JobState.Lost)) {
      isSilent = state instanceof JobState.Silent;
    }
    if (!(state instanceof JobState.Pending pending) || pending.waitsFor().isEmpty()) {
      return;
    }
    if (!told.equals(pending.waitsFor())) {
      told = pending.waitsFor();
      warnings.accept("the job waits to begin: " + told);
    }
  }

  @Override
  public void close() {
    isClosed = true;
    registration.close();
    stopper.close();
    watcher.interrupt();
    try {
      watcher.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
