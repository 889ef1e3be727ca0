package io.eagleray.search.study;

import io.eagleray.search.space.Configuration;
import java.util.List;

/**
 * One of the best of a study's trials.
 *
 * @param number the trial's number
 * @param config its configuration
 * @param values its values, one for each objective, in the objective's own direction
 * @param step the last step it reported; 0 if it reported none
 */
public record BestTrial(int number, Configuration config, List<Double> values, long step) {

  public BestTrial {
    values = List.copyOf(values);
  }

  /** The first objective's value. */
  public double value() {
    return values.getFirst();
  }
}
