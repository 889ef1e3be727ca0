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
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Follows a step's job to its end, and submits it again where the cluster lost it: a driver, its
 * supervisor, the head. What the log has of its trials goes with the new submission, so that no
 * finished trial runs again.
 */
final class JobExecution {
  /** Under this name the log has each submission; the latest one counts. */
  static final String FAN_OUT = "fan-out";

  /** How long a cluster that is gone is waited for, before the step fails. */
  private static final Duration RETURN_LIMIT = Duration.ofSeconds(60);

  private static final Duration BETWEEN_TRIES = Duration.ofSeconds(2);

  private final RayNode node;
  private final NodeWalking walking;
  private final RayClient client;

  JobExecution(RayNode node, NodeWalking walking, RayClient client) {
    this.node = node;
    this.walking = walking;
    this.client = client;
  }

  /** Runs until the driver is done, whichever submission it belongs to. */
  Phase run(StepSubmission first) {
    StepSubmission submission = first;
    while (true) {
      FollowedJob.Result result =
          new FollowedJob(submission, node.task(), walking, client).follow();
      switch (result) {
        case FollowedJob.Result.Ended ended -> {
          return phase(ended.ending());
        }
        case FollowedJob.Result.Failed failed -> {
          return new Phase.Failed(failed.failure(), false);
        }
        case FollowedJob.Result.Cancelled cancelled -> {
          return new Phase.Cancelled();
        }
        case FollowedJob.Result.Lost lost -> {
          Optional<StepSubmission> next = again(submission, lost.reason());
          if (next.isEmpty()) {
            return walking.cancellation().isRequested()
                ? new Phase.Cancelled()
                : new Phase.Failed(Failure.of("job-lost", lost.reason()));
          }
          submission = next.get();
        }
      }
    }
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

  /** Submits it again; empty where that is no use, or the cluster does not come back. */
  private Optional<StepSubmission> again(StepSubmission lost, String reason) {
    if (lost.number() >= ClusterBackend.MAX_SUBMISSIONS) {
      return Optional.empty();
    }
    Instant limit = walking.clock().instant().plus(RETURN_LIMIT);
    while (!walking.cancellation().isRequested()) {
      try {
        StepSubmission next = new JobSubmitter(node, walking, client).submit(lost.number() + 1);
        record(next, reason);
        return Optional.of(next);
      } catch (RayException e) {
        if (walking.clock().instant().isAfter(limit)) {
          return Optional.empty();
        }
        pause();
      }
    }
    return Optional.empty();
  }

  private void record(StepSubmission next, String reason) {
    JsonObject before =
        walking.read(state ->
            state
                .step(walking.path())
                .map(step -> step.phases().getOrDefault(FAN_OUT, JsonObject.EMPTY))
                .orElse(JsonObject.EMPTY));
    walking.append(
        List.of(
            new RunEvent.Warned(
                walking.path() + ": " + reason + "; submitted again as " + next.id()),
            new RunEvent.PhaseEnded(
                walking.path(), walking.attempt(), FAN_OUT, before.and(next.handOver()))));
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
