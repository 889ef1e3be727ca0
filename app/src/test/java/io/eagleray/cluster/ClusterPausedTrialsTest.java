package io.eagleray.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.eagleray.commandline.CommandLine;
import io.eagleray.commandline.Waiting;
import io.eagleray.run.RunStatus;
import io.eagleray.run.TrialStatus;
import io.eagleray.targets.ray.cluster.RayHead;
import io.eagleray.targets.ray.cluster.RealRay;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * The native engine pauses trials on a real cluster. Trials save a checkpoint with each report, and
 * write down what they go on from and each step; at the tenth step all wait for a file, so that
 * something can be killed then.
 */
@Tag("slow")
@Tag("ray")
class ClusterPausedTrialsTest {
  @RegisterExtension static final RealRay RAY = RealRay.shared();

  private static final Duration LIMIT = Duration.ofMinutes(3);

  private static final String WORKER = "eagleray/worker/__main__.py";

  private static final int STEPS_BEFORE_THE_WAIT = 10;

  private static final String BOHB =
      """
      engine: native
      search_algorithm: TuneBOHB
      scheduler: {type: HyperBandForBOHB, max_t: 9, reduction_factor: 3}
      num_samples: 8
      max_concurrent_trials: 1
      seed: 7
      """;

  private static final String POPULATION =
      """
      engine: native
      scheduler: {type: PopulationBasedTraining, perturbation_interval: 2, synch: true}
      num_samples: 4
      max_concurrent_trials: 1
      seed: 7
      """;

  private static final String WORK =
      """
      import os, time

      class State:
          def __init__(self, x, step):
              self.x, self.step = x, step

      def write(effects, line):
          with open(effects, "a") as file:
              file.write(line + "\\n")

      def steps(effects):
          with open(effects) as file:
              return sum(" step " in line for line in file)

      def prepare():
          return 0.3

      def train(x, peak, effects, go, checkpoint=None):
          step = checkpoint.step if checkpoint else 0
          write(effects, f"{x} from {f'{checkpoint.x} at {step}' if checkpoint else 'nothing'}")
          while step < 9:
              while steps(effects) >= %d and not os.path.exists(go):
                  open(go + "-is-awaited", "w").close()
                  time.sleep(0.05)
              step += 1
              write(effects, f"{x} step {step}")
              yield {"height": 0.01 * step - (x - peak) ** 2}, State(x, step)
          return {"model": State(x, step)}

      def evaluate(tuned):
          return tuned["best_trial"]["model"].step
      """
          .formatted(STEPS_BEFORE_THE_WAIT);

  @TempDir
  @SuppressWarnings("NullAway.Init")
  private Path folder;

  private ClusterProject project(String name, String ray) {
    ClusterProject project = ClusterProject.write(folder.resolve(name), ClusterProject.PYTHON, ray);
    project.write("work.py", WORK);
    return project;
  }

  private static String go(ClusterProject project) {
    return "go=" + project.folder().resolve("go");
  }

  /** What the same search does without a cluster. */
  private ClusterProject embedded(String ray) {
    ClusterProject project = project("embedded", ray);
    project.write("go", "");
    try (CommandLine command = project.runEmbedded("-P", go(project))) {
      assertThat(command.exitCode()).as(command::output).isZero();
    }
    assertThat(project.effects()).anyMatch(line -> line.contains(" from 0."));
    return project;
  }

  /** Waits until a trial is paused, and another one waits at its next step. */
  private static void awaitPause(ClusterProject project) {
    Waiting.until(
        "a trial is paused, and all before the wait is in the log",
        LIMIT,
        () ->
            project.trials().stream().anyMatch(trial -> trial.status() == TrialStatus.PAUSED)
                && project.trials().stream().mapToInt(trial -> trial.lastStep()).sum()
                    >= STEPS_BEFORE_THE_WAIT);
  }

  /** Kills it, and waits until the function that waits is gone with it. */
  private static void killDriver() {
    List<Long> workers = RAY.head().pids(WORKER);
    assertThat(workers).isNotEmpty();
    RayHead.kill(RAY.head().pids("-m eagleray.cluster").getLast());
    Waiting.until(
        "the driver's workers are gone",
        LIMIT,
        () -> RAY.head().pids(WORKER).stream().noneMatch(workers::contains));
  }

  private static List<String> with(String mark, List<String> effects) {
    return effects.stream().filter(line -> line.contains(mark)).toList();
  }

  private static void assertDone(ClusterProject project, CommandLine command) {
    assertThat(command.exitCode(LIMIT)).as(command::output).isZero();
    assertThat(project.log().status()).isEqualTo(RunStatus.SUCCESS);
  }

  @Test
  void afterAKillOfTheDriverPausedTrialsGoOnFromTheirCheckpointsAndNoStepIsTakenTwice() {
    ClusterProject embedded = embedded(BOHB);
    ClusterProject project = project("cluster", BOHB);
    try (CommandLine command = project.run(RAY.head(), "-P", go(project))) {
      awaitPause(project);
      killDriver();
      project.write("go", "");
      assertDone(project, command);
    }

    assertThat(project.stories()).isEqualTo(embedded.stories());
    assertThat(with(" step ", project.effects())).isEqualTo(with(" step ", embedded.effects()));
    assertThat(with(" from ", project.effects()))
        .containsAll(with(" from ", embedded.effects()))
        .as("and the one that was in flight starts again")
        .hasSize(with(" from ", embedded.effects()).size() + 1);
    assertThat(project.jobs(RAY.head())).hasSize(2);
  }

  @Test
  void afterAKillOfTheClientAPopulationGoesOnFromTheCheckpointsOfOthers() {
    ClusterProject embedded = embedded(POPULATION);
    ClusterProject project = project("cluster", POPULATION);
    try (CommandLine command = project.run(RAY.head(), "-P", go(project))) {
      awaitPause(project);
      command.killAll();
    }
    project.write("go", "");
    try (CommandLine command = project.resume()) {
      assertDone(project, command);
    }

    assertThat(project.stories()).isEqualTo(embedded.stories());
    assertThat(project.effects()).isEqualTo(embedded.effects());
    assertThat(project.jobs(RAY.head())).hasSize(1);
  }
}
