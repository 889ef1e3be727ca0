package io.eagleray.search.tpe;

import io.eagleray.search.history.Curve;
import io.eagleray.search.history.History;
import io.eagleray.search.history.TrialState;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * The trials that BOHB compares: those that have come to the highest step to which enough have,
 * each by its loss there.
 *
 * @param good numbers of trials, ascending
 * @param others the same, of those that came to that step but are not good, and of those that
 *     failed
 */
record BohbSplit(int[] good, int[] others) {
  /** So many others shape their model; at more the gain is not worth the time. */
  private static final int MOST_OTHERS = 400;

  static final BohbSplit NOTHING = new BohbSplit(new int[0], new int[0]);

  /**
   * Divides a history.
   *
   * @param least how many trials are good at least; two more must have come to a step for it to
   *     count
   * @param share the share of the compared trials that is good
   * @return {@link #NOTHING} where too few trials have a value
   */
  static BohbSplit of(History history, int least, double share) {
    int[] known =
        IntStream.range(0, history.size()).filter(trial -> isKnown(history, trial)).toArray();
    if (known.length < least + 2) {
      return NOTHING;
    }
    long[] steps = IntStream.of(known).mapToLong(trial -> history.step(trial)).sorted().toArray();
    long step = steps[steps.length - least - 2];
    int[] compared =
        IntStream.of(known)
            .filter(trial -> history.step(trial) >= step)
            .boxed()
            .sorted(Comparator.comparingDouble(trial -> lossAt(history, trial, step)))
            .mapToInt(Integer::intValue)
            .toArray();
    int finite =
        (int)
            IntStream.of(compared)
                .filter(trial -> Double.isFinite(lossAt(history, trial, step)))
                .count();
    int count = Math.min(finite, Math.max(least, (int) (share * compared.length)));
    if (count == 0) {
      return NOTHING;
    }
    IntStream failed =
        IntStream.range(0, history.size())
            .filter(trial -> history.state(trial) == TrialState.FAILED);
    int[] others = IntStream.concat(IntStream.of(compared).skip(count), failed).toArray();
    return new BohbSplit(sorted(Arrays.copyOf(compared, count)), sorted(thinned(others)));
  }

  /** Whether a trial has a loss at some step. One that runs has those that it has reported. */
  private static boolean isKnown(History history, int trial) {
    TrialState state = history.state(trial);
    return state != TrialState.FAILED
        && history.violation(trial) <= 0 | Double.isNaN(history.violation(trial))
        && (history.step(trial) > 0 || state.isEnded());
  }

  /** The loss at a step; what is no number is as bad as can be. */
  private static double lossAt(History history, int trial, long step) {
    Curve curve = history.curve(trial);
    double loss = step == 0 ? history.loss(trial) : curve.lossAt(step);
    return Double.isFinite(loss) ? loss : Double.POSITIVE_INFINITY;
  }

  private static int[] thinned(int[] trials) {
    return trials.length <= MOST_OTHERS
        ? trials
        : IntStream.range(0, MOST_OTHERS)
            .map(i -> trials[(int) ((long) i * trials.length / MOST_OTHERS)])
            .toArray();
  }

  private static int[] sorted(int[] trials) {
    Arrays.sort(trials);
    return trials;
  }
}
