package io.eagleray.targets.ray.client;

import io.eagleray.json.JsonObject;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.Optional;

/** Submits a job once, whatever happens to the answers. */
final class JobSubmitting {
  private static final int TRIES = 5;
  private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
  private static final String DUPLICATE = "already exists";

  private final RayHttp http;
  private final RayClient client;

  JobSubmitting(RayHttp http, RayClient client) {
    this.http = http;
    this.client = client;
  }

  Submission submit(JobRequest request) {
    if (!request.labels().isEmpty()) {
      requireLabels();
    }
    Duration pause = FIRST_PAUSE;
    for (int tried = 1; ; tried++) {
      RayException doubt;
      try {
        Answer answer = post(request);
        if (answer.isOk()) {
          return accepted(answer, request);
        }
        doubt = answer.error();
        if (!isDoubtful(answer)) {
          throw doubt;
        }
      } catch (RayException.NoAnswerException
          | RayException.UnreachableException
          | RayException.BadAnswerException lost) {
        doubt = lost;
      }
      Optional<RayJob> there = client.job(request.submissionId());
      if (there.isPresent()) {
        return new Submission.AlreadyThere(there.get());
      }
      if (tried == TRIES) {
        throw doubt;
      }
      Pauses.pause(pause);
      pause = pause.multipliedBy(2);
    }
  }

  private Answer post(JobRequest request) {
    return http.once(
        http.request("/api/jobs/")
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(request.body().text())),
        http.timeouts().submit());
  }

  private static Submission accepted(Answer answer, JobRequest request) {
    JsonObject body = answer.object();
    String id = body.text("submission_id").or(() -> body.text("job_id")).orElse("");
    if (!id.equals(request.submissionId())) {
      throw new RayException.BadAnswerException(
          "the cluster accepted the job " + request.submissionId() + " as \"" + id + "\"");
    }
    return new Submission.Accepted(id);
  }

  // Ray wraps errors of its agent, refusals too, into a 500.
  private static boolean isDoubtful(Answer answer) {
    return answer.status() >= 500 && !isRefusal(answer.text()) || isDuplicate(answer);
  }

  private static boolean isDuplicate(Answer answer) {
    return (answer.status() == 400 || answer.status() == 500) && answer.text().contains(DUPLICATE);
  }

  private static boolean isRefusal(String text) {
    return text.contains("status code 400") && !text.contains(DUPLICATE);
  }

  private void requireLabels() {
    RayVersion version = client.version();
    if (!version.knowsLabelSelectors()) {
      throw new RayException.UnsupportedException(
          "the cluster runs Ray "
              + version.ray()
              + ", which cannot choose a node by its labels: 2.50 can");
    }
  }
}
