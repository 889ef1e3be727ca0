package io.eagleray.targets.ray;

import io.eagleray.json.JsonObject;
import io.eagleray.model.ray.RayNode;
import io.eagleray.run.Failure;
import io.eagleray.run.RunEvent;
import io.eagleray.spi.NodeWalking;
import io.eagleray.spi.RayBackend.Phase;
import io.eagleray.targets.ray.client.RayClient;
import io.eagleray.targets.ray.client.RayException;
import io.eagleray.targets.ray.driver.DriverLine;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Follows a step's job to its end, and submits it again where the cluster lost it: a driver, its
 * supervisor, the head. What the log has of its trials goes with the new submission, so that no
 * finished trial runs again. A cluster that does not answer has lost nothing yet: when it answers
 * again, the job is followed again.
 */
final class JobExecution {
  /** Under this name the log has each submission; the latest one counts. */
  static final String FAN_OUT = "fan-out";

  /** How long a cluster that is gone is waited for, before the step fails. */
  private static final Duration RETURN_LIMIT = Duration.ofSeconds(60);

  private static final Duration BETWEEN_TRIES = Duration.ofSeconds(2);

  /**
   * How often a job is followed again in a row of which nothing was heard, though its cluster knew
   * it.
   */
  private static final int MAX_UNHEARD = 3;

  private final RayNode node;
  private final NodeWalking walking;
  private final RayClient client;

  JobExecution(RayNode node, NodeWalking walking, RayClient client) {
    this.node = node;
    this.walking = walking;
    this.client = client;
  }

  /**
   * Runs until the driver is done, whichever submission it belongs to. Of one that has not done its
   * work there is no fan-in that would clear up.
   */
  Phase run(StepSubmission first) {
    Phase phase = followed(first);
    if (!(phase instanceof Phase.Done)) {
      Probe.of(walking, StepSubmission.of(fanOut())).remove();
    }
    return phase;
  }

  private Phase followed(StepSubmission first) {
    StepSubmission submission = first;
    int unheard = 0;
    while (true) {
      FollowedJob job = new FollowedJob(submission, node, walking, client);
      switch (job.follow()) {
        case FollowedJob.Result.Ended ended -> {
          return phase(ended.ending());
        }
        case FollowedJob.Result.Failed failed -> {
          return new Phase.Failed(failed.failure(), false);
        }
        case FollowedJob.Result.Cancelled cancelled -> {
          return new Phase.Cancelled();
        }
        case FollowedJob.Result.Gone gone -> {
          unheard = job.hasHeard() ? 0 : unheard + 1;
          Optional<StepSubmission> next = next(submission, gone, unheard > MAX_UNHEARD);
          if (next.isEmpty()) {
            return ended(submission, gone);
          }
          submission = next.get();
        }
      }
    }
  }

  /** What is followed next; empty where that is no use, or the cluster does not come back. */
  private Optional<StepSubmission> next(
      StepSubmission last, FollowedJob.Result.Gone gone, boolean isGivenUp) {
    return gone instanceof FollowedJob.Result.OutOfReach && !isGivenUp
        ? awaited(last, reason(last, gone))
        : again(last, reason(last, gone));
  }

  private static String reason(StepSubmission last, FollowedJob.Result.Gone gone) {
    return switch (gone) {
      case FollowedJob.Result.Lost(String reason) -> reason;
      case FollowedJob.Result.OutOfReach(String reason) ->
          "the cluster of the job " + last.id() + ", which may run on, does not answer: " + reason;
    };
  }

  /** How the step ends where its job is gone for good. */
  private Phase ended(StepSubmission last, FollowedJob.Result.Gone gone) {
    if (!walking.cancellation().isRequested()) {
      return new Phase.Failed(Failure.of("job-lost", reason(last, gone)));
    }
    if (gone instanceof FollowedJob.Result.OutOfReach) {
      walking.warn(reason(last, gone) + "; stop it with \"eagleray ray stop " + last.id() + "\"");
    }
    return new Phase.Cancelled();
  }

  private static Phase phase(DriverLine.Ending ending) {
    return switch (ending) {
      case DriverLine.Ending.Done done -> {
        JsonObject.Builder handOver = JsonObject.builder();
        done.why().ifPresent(why -> handOver.put("ended", why));
        yield new Phase.Done(handOver.put("values", new JsonObject(done.values())).build());
      }
      case DriverLine.Ending.Failed failed -> new Phase.Failed(failed.failure());
      case DriverLine.Ending.Cancelled cancelled ->
          new Phase.Failed(
              Failure.of("job-stopped", "the job was stopped on the cluster, not by this run"));
    };
  }

  /** Waits until the cluster answers: it may have run the job all the while. */
  private Optional<StepSubmission> awaited(StepSubmission job, String reason) {
    if (walking.cancellation().isRequested()) {
      return Optional.empty();
    }
    walking.warn(reason + "; it is waited for, at most " + RETURN_LIMIT.toSeconds() + " s more");
    return onceItAnswers(() -> client.job(job.id())).map(any -> job);
  }

  /** Submits it again. */
  private Optional<StepSubmission> again(StepSubmission lost, String reason) {
    if (lost.number() >= ClusterBackend.MAX_SUBMISSIONS) {
      return Optional.empty();
    }
    JobSubmitter submitter = new JobSubmitter(node, walking, client);
    Optional<StepSubmission> next =
        onceItAnswers(() -> submitter.submit(lost.number() + 1, client.requireHealthy()));
    next.ifPresent(submission -> {
      record(submission, reason);
      Probe.of(walking, lost).remove();
    });
    return next;
  }

  /** The answer; empty where the cluster does not come back, or the run is cancelled. */
  private <T> Optional<T> onceItAnswers(Supplier<T> request) {
    long begin = System.nanoTime();
    while (!walking.cancellation().isRequested()) {
      try {
        return Optional.of(request.get());
      } catch (RayException e) {
        if (System.nanoTime() - begin > RETURN_LIMIT.toNanos()) {
          return Optional.empty();
        }
        pause();
      }
    }
    return Optional.empty();
  }

  private void record(StepSubmission next, String reason) {
    walking.append(
        List.of(
            new RunEvent.Warned(
                walking.path() + ": " + reason + "; submitted again as " + next.id()),
            new RunEvent.PhaseEnded(
                walking.path(), walking.attempt(), FAN_OUT, fanOut().and(next.handOver()))));
  }

  /** The hand-over of the latest submission. */
  private JsonObject fanOut() {
    return walking.read(state ->
        state
            .step(walking.path())
            .map(step -> step.phases().getOrDefault(FAN_OUT, JsonObject.EMPTY))
            .orElse(JsonObject.EMPTY));
  }

  private static void pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(BETWEEN_TRIES.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while a cluster was waited for", e);
    }
  }
}
