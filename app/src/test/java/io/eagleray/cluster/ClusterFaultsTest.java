package io.eagleray.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.eagleray.commandline.CommandLine;
import io.eagleray.commandline.Waiting;
import io.eagleray.run.RunState;
import io.eagleray.run.RunStatus;
import io.eagleray.run.TrialState;
import io.eagleray.targets.ray.cluster.RayHead;
import io.eagleray.targets.ray.cluster.RealRay;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Kills parts of a real cluster while a search runs there: no finished trial may run again. */
@Tag("slow")
@Tag("ray")
class ClusterFaultsTest {
  @RegisterExtension static final RealRay RAY = RealRay.own(RayHead.Settings.DEFAULT);

  /** A lost cluster is waited for a minute, and starting one takes long. */
  private static final Duration END = Duration.ofMinutes(5);

  private static final Duration LIMIT = Duration.ofSeconds(60);

  /** At four of six trials two run, and none waits. */
  private static final int LAST_MOMENT = 4;

  @TempDir
  @SuppressWarnings("NullAway.Init")
  private Path folder;

  /** A process of the cluster, by what its command line has in it. */
  private enum Victim {
    DRIVER("-m eagleray.cluster"),
    SUPERVISOR("ray::JobSupervisor"),
    WORKER("eagleray/worker/__main__.py");

    private final String mark;

    Victim(String mark) {
      this.mark = mark;
    }
  }

  /** Who searches. */
  private enum Engine {
    NATIVE(ClusterProject.NATIVE),
    RAY_TUNE(ClusterProject.BY_RAY);

    private final String config;

    Engine(String config) {
      this.config = config;
    }
  }

  /**
   * Each process, killed once so many of the six trials are over: in an engine and at a moment that
   * chance chooses, or with {@code -Deagleray.all.moments=true} in both and at every one.
   */
  static Stream<Arguments> kills() {
    long seed = Long.getLong("eagleray.seed", System.nanoTime());
    System.out.println("kills on a cluster with -Deagleray.seed=" + seed);
    Random random = new Random(seed);
    boolean all = Boolean.getBoolean("eagleray.all.moments");
    List<Arguments> kills = new ArrayList<>();
    for (Victim victim : Victim.values()) {
      List<Arguments> ofVictim =
          Stream.of(Engine.values())
              .flatMap(engine ->
                  IntStream.rangeClosed(0, LAST_MOMENT)
                      .mapToObj(over -> Arguments.of(engine, victim, over)))
              .toList();
      kills.addAll(all ? ofVictim : List.of(ofVictim.get(random.nextInt(ofVictim.size()))));
    }
    return kills.stream();
  }

  @ParameterizedTest(name = "{0}: {1} after {2}")
  @MethodSource("kills")
  void aKillLosesNoFinishedTrial(Engine engine, Victim victim, int over) {
    ClusterProject project = ClusterProject.write(folder, ClusterProject.PYTHON, engine.config);
    try (CommandLine command = project.run(RAY.head(), "-P", "pace=0.3")) {
      project.awaitOver(over);
      Map<TrialState, List<String>> finished = finished(project);
      kill(victim);

      assertThat(command.exitCode(END)).as(command::output).isZero();
      assertWhole(project, finished);
    }
  }

  private static void kill(Victim victim) {
    Waiting.until(victim + " is there", LIMIT, () -> !RAY.head().pids(victim.mark).isEmpty());
    RayHead.kill(RAY.head().pids(victim.mark).getLast());
  }

  /** The trials that are over, and what they did. */
  private static Map<TrialState, List<String>> finished(ClusterProject project) {
    Map<TrialState, List<String>> finished = new LinkedHashMap<>();
    for (TrialState trial : project.trials()) {
      if (trial.status().isEnded()) {
        finished.put(trial, project.effects(trial));
      }
    }
    return finished;
  }

  private static void assertWhole(ClusterProject project, Map<TrialState, List<String>> finished) {
    RunState end = project.log();
    assertThat(end.status()).isEqualTo(RunStatus.SUCCESS);
    assertThat(end.trials(ClusterProject.TUNE)).hasSize(6).containsAll(finished.keySet());
    assertThat(project.probes()).isEmpty();
    finished.forEach((trial, effects) ->
        assertThat(project.effects(trial)).as("trial %d", trial.number()).isEqualTo(effects));
  }

  @Test
  void aSearchGoesOnAfterTheHeadWasStartedAnew() {
    ClusterProject project =
        ClusterProject.write(folder, ClusterProject.PYTHON, ClusterProject.NATIVE);
    try (CommandLine command = project.run(RAY.head(), "-P", "pace=0.3")) {
      project.awaitOver(2);
      Map<TrialState, List<String>> finished = finished(project);
      RAY.head().restart();

      int code = command.exitCode(END);
      if (code != 0) { // A slow machine's head may be back too late for this run.
        assertThat(project.log().status()).as(command::output).isEqualTo(RunStatus.FAILED);
        try (CommandLine again = project.retry()) {
          assertThat(again.exitCode(END)).as(again::output).isZero();
        }
      }
      assertWhole(project, finished);
    }
  }

  @Test
  void aNodeThatIsLostTakesNoFinishedTrialWithIt() {
    long raylet = RAY.head().addRaylet(2, "{}");
    ClusterProject project =
        ClusterProject.write(
            folder,
            ClusterProject.PYTHON,
            ClusterProject.NATIVE.replace("max_concurrent_trials: 2", "max_concurrent_trials: 4"));
    // So slow that the loss is told while the actors that are left still have their trials: then
    // the lost ones start again where there is no room for more actors.
    try (CommandLine command = project.run(RAY.head(), "-P", "pace=1")) {
      project.awaitOver(1);
      Map<TrialState, List<String>> finished = finished(project);
      RayHead.kill(raylet);

      assertThat(command.exitCode(END)).as(command::output).isZero();
      assertWhole(project, finished);
    }
  }
}
