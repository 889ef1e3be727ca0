package io.eagleray.search.stopper;

import io.eagleray.search.history.History;
import java.util.function.DoubleUnaryOperator;

/**
 * A rule that says when a trial has done enough, or the whole search. Immutable; used by any number
 * of studies. A scheduler compares trials to spend less on the bad ones; a stopper looks for what
 * needs no more work because it is as good as it gets.
 *
 * <p>With several objectives the first one counts.
 */
public interface Stopper {

  /**
   * Starts watching one study.
   *
   * @param history what happens in the study; it grows
   * @param loss turns a value of the study's objective into a loss, of which smaller is better
   */
  Watch start(History history, DoubleUnaryOperator loss);
}
