package io.eagleray.targets.ray.client;

/** What a Ray job does. */
public enum JobStatus {
  PENDING,
  RUNNING,
  SUCCEEDED,
  FAILED,
  STOPPED,
  /** A word that came after Ray 2.60. */
  UNKNOWN;

  static JobStatus of(String word) {
    for (JobStatus status : values()) {
      if (status.name().equals(word)) {
        return status;
      }
    }
    return UNKNOWN;
  }

  /** Whether it never changes again. */
  public boolean isTerminal() {
    return this == SUCCEEDED || this == FAILED || this == STOPPED;
  }
}
