package io.eagleray.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.eagleray.commandline.CommandLine;
import io.eagleray.run.RunStatus;
import io.eagleray.run.TrialState;
import io.eagleray.targets.ray.cluster.RayHead;
import io.eagleray.targets.ray.cluster.RealRay;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The phases of a Ray node on a real cluster, each in a process of its own. */
@Tag("slow")
@Tag("ray")
class ClusterPhasesTest {
  @RegisterExtension static final RealRay RAY = RealRay.shared();

  private static final String ONE_AT_A_TIME =
      ClusterProject.NATIVE.replace("max_concurrent_trials: 2", "max_concurrent_trials: 1");

  @TempDir
  @SuppressWarnings("NullAway.Init")
  private Path folder;

  private static void succeeds(CommandLine command) {
    try (command) {
      assertThat(command.exitCode()).as(command::output).isZero();
    }
  }

  private ClusterProject project(String name, String task, String ray) {
    return ClusterProject.write(folder.resolve(name), task, ray);
  }

  private static void assertEachRanOnce(ClusterProject project) {
    for (TrialState trial : project.trials()) {
      assertThat(project.effects(trial).stream().filter(line -> line.contains(" step 1 ")))
          .as("trial %d", trial.number())
          .hasSize(1);
    }
  }

  @Test
  void twoProcessesThatFanOutAtOnceSubmitOneJobWhichBothFollow() {
    ClusterProject first = project("first", ClusterProject.PLAIN, ClusterProject.BY_RAY);
    succeeds(first.run(RAY.head(), "--until", "tune"));
    ClusterProject second = first.copied(folder.resolve("second"));
    try (CommandLine one = first.phase("fan-out");
        CommandLine other = second.phase("fan-out")) {
      assertThat(one.exitCode()).as(one::output).isZero();
      assertThat(other.exitCode()).as(other::output).isZero();
    }
    assertThat(first.jobs(RAY.head())).hasSize(1);

    try (CommandLine one = first.phase("execution");
        CommandLine other = second.phase("execution")) {
      assertThat(one.exitCode()).as(one::output).isZero();
      assertThat(other.exitCode()).as(other::output).isZero();
    }

    assertThat(first.jobs(RAY.head())).hasSize(1);
    assertThat(second.stories()).hasSize(6).isEqualTo(first.stories());
    assertEachRanOnce(first);
    for (ClusterProject project : List.of(first, second)) {
      succeeds(project.resume());
      assertThat(project.log().status()).isEqualTo(RunStatus.SUCCESS);
    }
  }

  @Test
  void anExecutionThatWasKilledGoesOnElsewhereAndComesToWhatAWholeRunComesTo() {
    ClusterProject whole = project("whole", ClusterProject.PYTHON, ONE_AT_A_TIME);
    ClusterProject phases = project("phases", ClusterProject.PYTHON, ONE_AT_A_TIME);
    succeeds(whole.run(RAY.head()));
    succeeds(phases.run(RAY.head(), "--until", "tune", "-P", "pace=0.3"));
    succeeds(phases.phase("fan-out"));
    try (CommandLine execution = phases.phase("execution")) {
      phases.awaitOver(2);
      execution.killAll();
    }

    ClusterProject elsewhere = phases.copied(folder.resolve("elsewhere"));
    succeeds(elsewhere.phase("execution"));
    succeeds(elsewhere.phase("fan-in"));
    succeeds(elsewhere.resume());

    assertThat(elsewhere.log().status()).isEqualTo(RunStatus.SUCCESS);
    assertThat(elsewhere.stories()).hasSize(6).isEqualTo(whole.stories());
    assertThat(elsewhere.log().parameters().get("score"))
        .isEqualTo(whole.log().parameters().get("score"));
    assertThat(elsewhere.trials().stream().map(TrialState::attempt)).containsOnly(1);
    assertThat(elsewhere.jobs(RAY.head())).hasSize(1);
    assertEachRanOnce(phases);
  }

  @Test
  void aPackageThatTheClusterDroppedBeforeTheJobBeganIsSentAgain() {
    ClusterProject project = project("dropped", ClusterProject.PLAIN, ClusterProject.BY_RAY);
    succeeds(project.run(RAY.head(), "--until", "tune"));
    long unpacker = RAY.head().pids("runtime_env/agent/main.py").getFirst();
    RayHead.halt(unpacker);
    try {
      succeeds(project.phase("fan-out"));
      RAY.head().forgetPackages();
    } finally {
      RayHead.resume(unpacker);
    }

    try (CommandLine execution = project.phase("execution")) {
      assertThat(execution.exitCode()).as(execution::output).isZero();
      assertThat(execution.output()).contains("submitted again as");
    }

    assertThat(project.jobs(RAY.head())).hasSize(2);
    succeeds(project.resume());
    assertEachRanOnce(project);
  }
}
