package io.eagleray.spi;

import io.eagleray.model.Bytes;
import io.eagleray.model.Resources;
import io.eagleray.model.ray.RayConfig;
import io.eagleray.model.ray.RayNode;
import io.eagleray.model.ray.Tune;
import io.eagleray.problem.Problems;
import io.eagleray.problem.Topic;
import java.util.OptionalInt;

/**
 * What this machine has for the tasks that run on it.
 *
 * @param ignoreGpus whether GPUs that are asked for are done without
 */
public record Machine(int cpus, Bytes memory, boolean ignoreGpus) {

  /**
   * Tells what a trial asks for and this machine has not: of CPUs and memory all is given, and a
   * warning.
   */
  public void check(RayNode node, Problems problems) {
    Problems about = problems.about(Topic.RAY_CONFIG);
    Resources asked = node.config().resources();
    if (asked.gpus() > 0 && !ignoreGpus) {
      about.error(
          node.config().at(),
          "a trial asks for num_gpus "
              + asked.gpus()
              + ", and GPUs are not used on this machine; --ignore-gpus runs it without");
    }
    if (asked.cpus() > cpus) {
      about.warning(
          node.config().at(),
          "a trial asks for num_cpus " + asked.cpus() + "; it gets the " + cpus + " there are");
    }
    if (asked.memory().filter(bytes -> bytes.count() > memory.count()).isPresent()) {
      about.warning(
          node.config().at(),
          "a trial asks for "
              + asked.memory().orElseThrow().count()
              + " bytes of memory; this machine has "
              + memory.count());
    }
  }

  /** How many trials run at once; at least one. */
  public int slots(RayConfig config) {
    Resources asked = config.resources();
    double byCpu = asked.cpus() == 0 ? cpus : cpus / asked.cpus();
    double byMemory =
        asked
            .memory()
            .filter(bytes -> bytes.count() > 0)
            .map(bytes -> (double) memory.count() / bytes.count())
            .orElse(Double.MAX_VALUE);
    OptionalInt limit = config.tune().map(Tune::maxConcurrent).orElse(OptionalInt.empty());
    double slots = Math.min(Math.min(byCpu, byMemory), limit.orElse(Integer.MAX_VALUE));
    return Math.max(1, (int) slots);
  }
}
