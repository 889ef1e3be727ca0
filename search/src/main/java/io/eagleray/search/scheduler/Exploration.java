package io.eagleray.search.scheduler;

import io.eagleray.search.space.Configuration;
import java.util.random.RandomGenerator;

/** How a configuration is changed when a trial takes over the state of another. */
interface Exploration {

  /** A trial is looked at; the history has its configuration. */
  default void looked(int trial, long step, double loss) {}

  /**
   * A changed configuration.
   *
   * @param trial who goes on with it
   * @param source whose checkpoint is taken over
   * @param from the source's configuration
   */
  Configuration explore(int trial, int source, Configuration from, RandomGenerator random);
}
