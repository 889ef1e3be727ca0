package io.eagleray.targets.ray;

import io.eagleray.model.ray.RayNode;
import io.eagleray.run.Failure;
import io.eagleray.spi.NodeWalking;
import io.eagleray.targets.ray.client.JobLog;
import io.eagleray.targets.ray.client.JobStatus;
import io.eagleray.targets.ray.client.LogLines;
import io.eagleray.targets.ray.client.RayClient;
import io.eagleray.targets.ray.client.RayException;
import io.eagleray.targets.ray.client.RayJob;
import io.eagleray.targets.ray.driver.DriverLine;
import io.eagleray.targets.ray.driver.DriverLineException;
import io.eagleray.targets.ray.driver.DriverLines;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * One submitted job, followed to its end. Its log is taken in on the thread that follows; a second
 * thread looks after what the log does not tell: a job that does not begin, and a cancellation.
 */
final class FollowedJob {
  private final StepSubmission submission;
  private final RayNode node;
  private final NodeWalking walking;
  private final RayClient client;
  private boolean hasHeard;

  FollowedJob(StepSubmission submission, RayNode node, NodeWalking walking, RayClient client) {
    this.submission = submission;
    this.node = node;
    this.walking = walking;
    this.client = client;
  }

  /** What came of it. */
  sealed interface Result {
    /** The driver said how it ended. */
    record Ended(DriverLine.Ending ending) implements Result {}

    /** The job failed without a word of the driver, and would again. */
    record Failed(Failure failure) implements Result {}

    /** Nothing more can be heard of it. */
    sealed interface Gone extends Result {}

    /** The cluster lost it. */
    record Lost(String reason) implements Gone {}

    /** The cluster does not answer, and may run it all the same. */
    record OutOfReach(String reason) implements Gone {}

    /** It was cancelled from here, and does not run any more. */
    record Cancelled() implements Result {}
  }

  Result follow() {
    try {
      Optional<RayJob> job = client.job(submission.id());
      if (job.isEmpty()) {
        return unknown();
      }
      Optional<String> foreign = submission.mismatch(job.get().metadata(), walking.uuid());
      return foreign.isPresent()
          ? failed("foreign-job", "the job " + submission.id() + " is not ours: " + foreign.get())
          : followed(job.get());
    } catch (RayException.UnknownJobException e) {
      return walking.cancellation().isRequested()
          ? new Result.Cancelled()
          : new Result.Lost("the cluster lost the job " + submission.id() + ": " + e.text());
    } catch (RayException.UnreachableException
        | RayException.NoAnswerException
        | RayException.ClusterDeadException
        | RayException.ServerFailedException e) {
      return new Result.OutOfReach(e.text());
    } catch (DriverLineException e) {
      return failed("driver", "the log of the job " + submission.id() + ": " + e.getMessage());
    }
  }

  /** Whether anything was heard of it, at least what its log had from before. */
  boolean hasHeard() {
    return hasHeard;
  }

  private static Result failed(String type, String message) {
    return new Result.Failed(Failure.of(type, message));
  }

  private Result followed(RayJob job) {
    long known = PastSubmissions.of(walking).eventsOfLast();
    try (StepLog log =
            StepLog.open(
                walking.log(), submission.id(), walking.secrets(node.task().secrets()).values());
        DriverFeed feed =
            new DriverFeed(
                new DriverLines(submission.nonce()), walking, log, submitter(job), known);
        JobLog jobLog =
            new JobLog(client, submission.id(), JobLog.Settings.DEFAULT, System::nanoTime)) {
      Optional<Result.Gone> verdict = taken(feed, jobLog);
      return wasStopped(job, feed) ? stoppedBefore() : result(feed, verdict);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write the step's log", e);
    }
  }

  /** Whether it had been stopped, before its work was done, when it was looked at first. */
  private boolean wasStopped(RayJob job, DriverFeed feed) {
    return job.status() == JobStatus.STOPPED
        && !walking.cancellation().isRequested()
        && !hasEndedByItself(feed);
  }

  /** As a run does that is cancelled, and killed before it could write that down. */
  private Result stoppedBefore() {
    return new Result.Lost("the job " + submission.id() + " was stopped while nobody followed it");
  }

  private SubmitterCatalog submitter(RayJob job) {
    Path own = walking.catalog().objects();
    Path objects =
        Optional.ofNullable(job.metadata().get(StepSubmission.OBJECTS)).map(Path::of).orElse(own);
    return new SubmitterCatalog(objects, walking.catalog());
  }

  /** Takes the whole log in; what the guard found out meanwhile. */
  private Optional<Result.Gone> taken(DriverFeed feed, JobLog jobLog) {
    try (JobGuard guard =
        new JobGuard(
            submission, needs(), client, walking.cancellation(), walking::warn, jobLog::close)) {
      LogLines lines =
          new LogLines(line -> {
            hasHeard = true;
            feed.line(line);
            if (isOver(feed)) {
              jobLog.close();
            }
          });
      jobLog.follow(lines);
      lines.end();
      return guard.verdict();
    }
  }

  /** What the job itself takes, before its command runs. */
  private Map<String, Double> needs() {
    return node.config().job().map(job -> JobNeeds.need(job).resources()).orElse(Map.of());
  }

  /**
   * Whether nothing more is to come: the driver's end is its last line, and that of the job itself
   * follows seconds later. A cancelled job is followed until it is proven to have stopped.
   */
  private boolean isOver(DriverFeed feed) {
    return !walking.cancellation().isRequested() && hasEndedByItself(feed);
  }

  private static boolean hasEndedByItself(DriverFeed feed) {
    return feed.ending()
        .filter(ending -> !(ending instanceof DriverLine.Ending.Cancelled))
        .isPresent();
  }

  private Result result(DriverFeed feed, Optional<Result.Gone> verdict) {
    Optional<DriverLine.Ending> ending = feed.ending();
    boolean isDone = ending.filter(DriverLine.Ending.Done.class::isInstance).isPresent();
    if (walking.cancellation().isRequested() && !isDone) {
      return verdict.isPresent() && verdict.get() instanceof Result.OutOfReach silent
          ? silent
          : new Result.Cancelled();
    }
    if (ending.isPresent()) {
      return new Result.Ended(ending.get());
    }
    if (verdict.isPresent()) {
      return verdict.get();
    }
    return client.job(submission.id()).map(FollowedJob::ended).orElseGet(this::unknown);
  }

  private static Result ended(RayJob job) {
    return switch (JobVerdict.of(job)) {
      case JobVerdict.Lost lost -> new Result.Lost(lost.reason());
      case JobVerdict.Failed failed -> new Result.Failed(failed.failure());
    };
  }

  private Result unknown() {
    return new Result.Lost(
        "the cluster knows no job " + submission.id() + " any more: its head was started anew");
  }
}
