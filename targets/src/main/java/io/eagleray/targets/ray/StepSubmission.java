package io.eagleray.targets.ray;

import io.eagleray.hash.Sha256;
import io.eagleray.json.JsonObject;
import java.util.Map;
import java.util.Optional;

/**
 * One Ray job that was submitted for a step: what fan-out hands over, and execution and fan-in go
 * by.
 *
 * @param address of the cluster, as the job was submitted to it
 * @param id the submission id
 * @param number counts the submissions of one attempt, from 1: a job that the cluster lost is
 *     submitted again
 * @param fence counts all submissions of the step, over its attempts too: a driver of a lesser one
 *     ends itself
 * @param nonce marks the driver's lines in the job's log
 * @param spec the hash of what the driver was given
 * @param session the cluster's own name for its life, from the start of its head to its end
 */
record StepSubmission(
    String address, String id, int number, int fence, String nonce, String spec, String session) {
  static final String RUN = "eagleray_run";
  static final String STEP = "eagleray_step";
  static final String ATTEMPT = "eagleray_attempt";
  static final String SPEC = "eagleray_spec";

  /** The folder of the submitter's catalog, which a cluster that sees it fills. */
  static final String OBJECTS = "eagleray_objects";

  /** Digits of the hash in an id: 40 bits tell a step's submissions apart. */
  private static final int HASH_DIGITS = 10;

  private static final int NONCE_DIGITS = 16;

  /** Of the readable part; an id must be short enough for the cluster's file names. */
  private static final int PREFIX_LENGTH = 64;

  static StepSubmission of(JsonObject handOver) {
    return new StepSubmission(
        handOver.text("address").orElseThrow(),
        handOver.text("submission_id").orElseThrow(),
        Math.toIntExact(handOver.integer("submission").orElseThrow()),
        Math.toIntExact(handOver.integer("fence").orElseThrow()),
        handOver.text("nonce").orElseThrow(),
        handOver.text("spec").orElseThrow(),
        handOver.text("session").orElse(""));
  }

  /** The fields of the hand-over. */
  JsonObject handOver() {
    return JsonObject.builder()
        .put("address", address)
        .put("submission_id", id)
        .put("submission", number)
        .put("fence", fence)
        .put("nonce", nonce)
        .put("spec", spec)
        .put("session", session)
        .build();
  }

  /**
   * The id of a submission: readable, and the same whoever makes it, so that submitting twice
   * submits once.
   */
  static String id(String runId, String uuid, String step, int attempt, int number) {
    String readable =
        ("eagleray-" + runId + "-" + step + "-" + attempt).replaceAll("[^A-Za-z0-9_-]", "-");
    String prefix = readable.substring(0, Math.min(PREFIX_LENGTH, readable.length()));
    String unique = String.join("\n", uuid, step, "" + attempt, "" + number);
    return prefix + "-" + Sha256.of(unique).substring(0, HASH_DIGITS);
  }

  /**
   * Marks the lines of a submission's driver. It follows from the run's universal id, so that
   * whoever submits it again, submits the same.
   */
  static String nonce(String uuid, String step, int attempt, int number) {
    return Sha256.of(String.join("\n", "nonce", uuid, step, "" + attempt, "" + number))
        .substring(0, NONCE_DIGITS);
  }

  /**
   * Metadata by which a job is known as ours.
   *
   * @param objects the folder of objects in the catalog
   */
  Map<String, String> metadata(String uuid, String step, int attempt, String objects) {
    return Map.of(RUN, uuid, STEP, step, ATTEMPT, "" + attempt, SPEC, spec, OBJECTS, objects);
  }

  /**
   * Whether a job that has this id is this submission's.
   *
   * @return what speaks against it; empty where it is ours
   */
  Optional<String> mismatch(Map<String, String> metadata, String uuid) {
    if (!uuid.equals(metadata.get(RUN))) {
      return Optional.of("it belongs to another run");
    }
    if (!spec.equals(metadata.get(SPEC))) {
      return Optional.of("it was submitted with something else to do");
    }
    return Optional.empty();
  }
}
