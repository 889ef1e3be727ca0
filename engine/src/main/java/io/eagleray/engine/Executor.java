package io.eagleray.engine;

import io.eagleray.json.JsonObject;

/** Where the steps of runs are run: what a config file chooses. */
public sealed interface Executor {
  /** In this process' workers. */
  record Local() implements Executor {}

  /**
   * Nowhere, but for what stands in for some of them.
   *
   * @param patches a task's keys by the name of the step that they are for
   */
  record Mocked(JsonObject patches) implements Executor {}
}
