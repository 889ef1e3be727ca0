package io.eagleray.search.study;

import io.eagleray.search.SearchException;

/**
 * Thrown by {@link LiveTrial#report} when the scheduler ends the trial. User code lets it pass; the
 * trial's last report counts.
 */
public final class TrialStoppedException extends SearchException {
  private static final long serialVersionUID = 1L;

  TrialStoppedException(String message) {
    super(message);
  }
}
