package io.eagleray.model.ray;

/** Where a function on a cluster gets its secrets from. */
public enum SecretSource {
  /** Nothing was said. A secret that only this machine has is refused then. */
  UNSAID,
  /**
   * From the cluster: its workers' environment, or a file that is mounted there. Only names travel.
   */
  CLUSTER,
  /** From here: the user consents that values are sent along. */
  UPLOAD
}
