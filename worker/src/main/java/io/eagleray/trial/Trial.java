package io.eagleray.trial;

import java.util.Map;
import java.util.Optional;

/**
 * The trial that a method runs in: one configuration of a hyperparameter search.
 *
 * <p>A method that declares a parameter of this type gets its trial, and reports to it as it goes,
 * so that a scheduler can stop it early:
 *
 * <pre>{@code
 * static Map<String, Object> train(double rate, Trial trial) {
 *   Model model = new Model();
 *   for (int epoch = trial.step(); epoch < 81; epoch++) {
 *     model.fit(rate);
 *     trial.report("accuracy", model.accuracy());
 *   }
 *   return Map.of("model", model);
 * }
 * }</pre>
 *
 * <p>A report may be made from any thread; reports of one trial are made one after the other.
 */
public interface Trial {
  /** The trial's number in its study, from 0. */
  int number();

  /** The trial's configuration: one value for each name of the search space. Not modifiable. */
  Map<String, Object> config();

  /**
   * The number of the last report: 0 before the first. After a restart from a checkpoint it is the
   * step of that checkpoint.
   */
  int step();

  /** The checkpoint that this trial was started from; empty when it starts from nothing. */
  Optional<Object> checkpoint();

  /**
   * Reports intermediate results and waits until it is decided whether the trial goes on.
   *
   * @param metrics numbers, booleans or text by name
   * @throws TrialStopped when the trial is to end here; let it pass
   * @throws IllegalArgumentException for a metric that is no number, boolean or text
   */
  void report(Map<String, ?> metrics);

  /**
   * Reports like {@link #report(Map)} and saves a checkpoint, from which the trial can be started
   * again.
   *
   * @param checkpoint any {@link java.io.Serializable} value
   * @throws TrialStopped when the trial is to end here; let it pass
   */
  void report(Map<String, ?> metrics, Object checkpoint);

  /**
   * Reports one number.
   *
   * @throws TrialStopped when the trial is to end here; let it pass
   */
  default void report(String metric, double value) {
    report(Map.of(metric, value));
  }
}
