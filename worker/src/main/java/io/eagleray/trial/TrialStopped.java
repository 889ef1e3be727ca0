package io.eagleray.trial;

/**
 * Thrown by {@link Trial#report(java.util.Map)} when the trial is to end at this report. User code
 * is not meant to catch it; {@code finally} blocks run as usual. It is an {@link Error}, so that
 * {@code catch (Exception e)} lets it pass.
 */
public final class TrialStopped extends Error {
  public TrialStopped(String message) {
    super(message, null, false, false);
  }
}
