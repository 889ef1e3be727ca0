package io.eagleray.targets.ray.client;

/** What is known of a submitted job. */
public sealed interface JobState {
  /**
   * It waits.
   *
   * @param waitsFor what for, in words; the empty text while nothing is known
   * @param isHopeless whether no node could ever run it, and none will be added
   */
  record Pending(RayJob job, String waitsFor, boolean isHopeless) implements JobState {}

  record Running(RayJob job) implements JobState {}

  /** It has ended, in whichever way. */
  record Ended(RayJob job) implements JobState {}

  /** The cluster does not answer, not for long enough to give it up. */
  record Silent(String reason) implements JobState {}

  /** The cluster lost it: it is gone with its head, or the cluster is dead. */
  record Lost(String reason) implements JobState {}
}
