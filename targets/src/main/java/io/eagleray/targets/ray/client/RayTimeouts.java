package io.eagleray.targets.ray.client;

import java.time.Duration;

/**
 * How long is waited for an answer, from the request to the last byte.
 *
 * @param connect for the connection alone
 * @param get for anything that only reads, and for stop and delete
 * @param health for a probe of the cluster's health
 * @param submit for a submission: a short one may leave a job behind that never starts
 * @param upload for an upload of nothing
 * @param uploadPerMebibyte what each MiB of an upload adds
 */
public record RayTimeouts(
    Duration connect,
    Duration get,
    Duration health,
    Duration submit,
    Duration upload,
    Duration uploadPerMebibyte) {

  /**
   * 5 s to connect, 10 s to read, 10 s for health, 90 s to submit, 30 s and 2 s a MiB to upload.
   */
  public static final RayTimeouts DEFAULT =
      new RayTimeouts(
          Duration.ofSeconds(5),
          Duration.ofSeconds(10),
          Duration.ofSeconds(10),
          Duration.ofSeconds(90),
          Duration.ofSeconds(30),
          Duration.ofSeconds(2));

  Duration upload(long bytes) {
    return upload.plus(uploadPerMebibyte.multipliedBy(1 + (bytes >> 20)));
  }
}
