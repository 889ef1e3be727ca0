package io.eagleray.engine;

import io.eagleray.spi.Containers;
import io.eagleray.yaml.Patches;

/** Where the steps of runs are run: what a config file chooses. */
public sealed interface Executor {
  /** In this process' workers. */
  record Local() implements Executor {}

  /** Nowhere, but for what stands in for some of them. */
  record Mocked(Patches patches) implements Executor {}

  /** In containers on this machine. */
  record InContainers(Containers containers) implements Executor {}

  /** Each step of the pipeline's own graph in a process of its own, and so each phase of one. */
  record Emulator() implements Executor {}
}
