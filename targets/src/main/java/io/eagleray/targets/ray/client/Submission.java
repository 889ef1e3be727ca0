package io.eagleray.targets.ray.client;

/** What came of submitting a job. */
public sealed interface Submission {
  /** The submission id. */
  String id();

  /** The cluster took it, once. */
  record Accepted(String id) implements Submission {}

  /**
   * A job of this id is there: of an earlier call, or of this one, whose answer got lost. The
   * caller adopts it after its metadata showed that it is its own.
   */
  record AlreadyThere(RayJob job) implements Submission {
    @Override
    public String id() {
      return job.submissionId();
    }
  }
}
