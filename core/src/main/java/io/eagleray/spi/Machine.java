package io.eagleray.spi;

import io.eagleray.model.Bytes;
import io.eagleray.model.Resources;
import io.eagleray.model.Task;
import io.eagleray.model.ray.Job;
import io.eagleray.model.ray.RayConfig;
import io.eagleray.model.ray.RayNode;
import io.eagleray.model.ray.Tune;
import io.eagleray.problem.Location;
import io.eagleray.problem.Problems;
import io.eagleray.problem.Topic;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What this machine has for the tasks that run on it.
 *
 * @param ignoreGpus whether GPUs that are asked for are done without
 */
public record Machine(int cpus, Bytes memory, boolean ignoreGpus) {

  /**
   * Tells what a trial, or the command of a Ray job, asks for and this machine has not: of CPUs and
   * memory all is given, and a warning.
   */
  public void check(RayNode node, Problems problems) {
    Problems about = problems.about(Topic.RAY_CONFIG);
    Optional<Job> job = node.config().job();
    if (job.isEmpty()) {
      new Asking("a trial", "", node.config().at(), about).check(node.config().resources());
      return;
    }
    Resources asked =
        new Resources(job.get().cpus().orElse(0), job.get().gpus().orElse(0), job.get().memory());
    new Asking("ray_job", "entrypoint_", job.get().at(), about).check(asked);
    if (!job.get().resources().isEmpty()) {
      about.warning(
          job.get().at(),
          "entrypoint_resources are of a cluster's nodes; this machine runs the command without");
    }
  }

  /** Who asks, by which keys, and where these stand. */
  private final class Asking {
    private final String who;
    private final String prefix;
    private final Location at;
    private final Problems problems;

    Asking(String who, String prefix, Location at, Problems problems) {
      this.who = who;
      this.prefix = prefix;
      this.at = at;
      this.problems = problems;
    }

    void check(Resources asked) {
      if (asked.gpus() > 0 && !ignoreGpus) {
        problems.error(
            at,
            asks("num_gpus", asked.gpus())
                + ", and GPUs are not used on this machine; --ignore-gpus runs it without");
      }
      if (asked.cpus() > cpus) {
        problems.warning(
            at, asks("num_cpus", asked.cpus()) + "; it gets the " + cpus + " there are");
      }
      if (asked.memory().filter(bytes -> bytes.count() > memory.count()).isPresent()) {
        problems.warning(
            at,
            who
                + " asks for "
                + asked.memory().orElseThrow().count()
                + " bytes of memory; this machine has "
                + memory.count());
      }
    }

    private String asks(String key, double count) {
      return who + " asks for " + prefix + key + " " + count;
    }
  }

  /**
   * Tells what a task asks for and this machine has not: of CPUs and memory all is given, and a
   * warning.
   *
   * @param step the step that runs it
   */
  public void check(String step, Task task, Problems problems) {
    new Asking("step \"" + step + "\"", "", task.at(), problems.about(Topic.TASKS))
        .check(task.resources());
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
