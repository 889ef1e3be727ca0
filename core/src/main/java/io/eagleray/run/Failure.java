package io.eagleray.run;

import java.util.Optional;

/**
 * Why something failed.
 *
 * @param type the error's own name ({@code ValueError}), or a word of ours ({@code timeout}, {@code
 *     worker-died})
 * @param message in one line
 * @param at the innermost place in the user's code ({@code train.py:41 in load_rows})
 * @param stack the whole stack, or nothing
 */
public record Failure(String type, String message, Optional<String> at, String stack) {
  /**
   * The type of a run's failure that its log does not have, because the log's store stayed away:
   * such a run is resumed, not started again.
   */
  public static final String UNRECORDED = "run-log";

  /** A failure without a place or a stack. */
  public static Failure of(String type, String message) {
    return new Failure(type, message, Optional.empty(), "");
  }

  @Override
  public String toString() {
    return message.isEmpty() ? type : type + ": " + message;
  }
}
