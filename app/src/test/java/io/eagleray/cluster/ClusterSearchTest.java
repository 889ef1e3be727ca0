package io.eagleray.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.eagleray.commandline.CommandLine;
import io.eagleray.engine.process.Signal;
import io.eagleray.json.Json;
import io.eagleray.json.JsonObject;
import io.eagleray.run.RunState;
import io.eagleray.run.RunStatus;
import io.eagleray.run.TrialState;
import io.eagleray.targets.ray.client.JobStatus;
import io.eagleray.targets.ray.client.RayJob;
import io.eagleray.targets.ray.cluster.RealRay;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Searches on a real cluster, through the command line. */
@Tag("slow")
@Tag("ray")
class ClusterSearchTest {
  @RegisterExtension static final RealRay RAY = RealRay.shared();

  private static final String ONE_AT_A_TIME =
      """
      engine: native
      search_algorithm: {type: OptunaSearch}
      scheduler: {type: ASHAScheduler, max_t: 5, grace_period: 1, reduction_factor: 2}
      num_samples: 8
      max_concurrent_trials: 1
      seed: 7
      """;

  @TempDir
  @SuppressWarnings("NullAway.Init")
  private Path folder;

  private ClusterProject project(String task, String ray) {
    return ClusterProject.write(folder, task, ray);
  }

  private static RunState finished(ClusterProject project, CommandLine command) {
    assertThat(command.exitCode()).as(command::output).isZero();
    RunState end = project.log();
    assertThat(end.status()).isEqualTo(RunStatus.SUCCESS);
    return end;
  }

  static Stream<Arguments> kinds() {
    return Stream.of(
        Arguments.of("Python by Ray Tune", ClusterProject.PYTHON, ClusterProject.BY_RAY),
        Arguments.of("Python by the native engine", ClusterProject.PYTHON, ClusterProject.NATIVE),
        Arguments.of("plain Python by Ray Tune", ClusterProject.PLAIN, ClusterProject.BY_RAY),
        Arguments.of("Java by Ray Tune", ClusterProject.JAVA, ClusterProject.BY_RAY),
        Arguments.of("Java by the native engine", ClusterProject.JAVA, ClusterProject.NATIVE),
        Arguments.of("shell by the native engine", ClusterProject.SHELL, ClusterProject.NATIVE));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("kinds")
  void runsEveryTrialOnceAndHandsTheBestOneOn(String kind, String task, String ray) {
    ClusterProject project = project(task, ray);
    try (CommandLine command = project.run(RAY.head())) {
      RunState end = finished(project, command);

      List<TrialState> trials = end.trials(ClusterProject.TUNE);
      assertThat(trials).hasSize(6);
      for (TrialState trial : trials) {
        List<String> effects = project.effects(trial);
        assertThat(effects).as("trial %d ran once: %s", trial.number(), effects).isNotEmpty();
        assertThat(effects.stream().filter(line -> line.contains(" step 1 "))).hasSize(1);
      }
      assertThat(end.parameters()).containsKey("score");
    }
  }

  @Test
  void nativeTrialsAreThoseOfAnEmbeddedSearch() {
    ClusterProject embedded =
        ClusterProject.write(folder.resolve("embedded"), ClusterProject.PYTHON, ONE_AT_A_TIME);
    ClusterProject onCluster =
        ClusterProject.write(folder.resolve("cluster"), ClusterProject.PYTHON, ONE_AT_A_TIME);

    try (CommandLine here = embedded.runEmbedded();
        CommandLine there = onCluster.run(RAY.head())) {
      finished(embedded, here);
      finished(onCluster, there);
    }

    assertThat(onCluster.stories()).containsExactlyElementsOf(embedded.stories());
  }

  @Test
  void theResultsHaveTheShapeOfAnEmbeddedSearch() {
    ClusterProject embedded =
        ClusterProject.write(
            folder.resolve("embedded"), ClusterProject.PLAIN, ClusterProject.BY_RAY);
    ClusterProject onCluster =
        ClusterProject.write(
            folder.resolve("cluster"), ClusterProject.PLAIN, ClusterProject.BY_RAY);

    try (CommandLine here = embedded.runEmbedded();
        CommandLine there = onCluster.run(RAY.head())) {
      assertThat(shape(tuned(finished(onCluster, there))))
          .isEqualTo(shape(tuned(finished(embedded, here))));
    }
  }

  private static JsonObject tuned(RunState state) {
    return (JsonObject) parameter(state, "tuned");
  }

  private static Json parameter(RunState state, String name) {
    return Objects.requireNonNull(state.parameters().get(name), name).json();
  }

  private static List<String> shape(JsonObject results) {
    return Stream.concat(
            results.fields().keySet().stream(),
            results.object("best_trial").fields().keySet().stream()
                .map(name -> "best_trial." + name))
        .sorted()
        .toList();
  }

  @Test
  void trialsAreInTheLogWhileTheSearchRuns() {
    ClusterProject project =
        project(ClusterProject.PYTHON + ", resources: {num_cpus: 1}", ClusterProject.NATIVE);
    try (CommandLine command = project.run(RAY.head(), "-P", "pace=0.5")) {
      project.awaitOver(1);

      assertThat(command.ended(java.time.Duration.ZERO)).isFalse();
      assertThat(project.trials()).hasSizeLessThan(6);
      finished(project, command);
    }
  }

  @Test
  void aRunWhoseClientWasKilledIsTakenUpWhereTheJobIs() {
    ClusterProject project = project(ClusterProject.PYTHON, ClusterProject.NATIVE);
    try (CommandLine command = project.run(RAY.head(), "-P", "pace=0.3")) {
      project.awaitOver(1);
      command.killAll();
    }

    try (CommandLine command = project.resume()) {
      RunState end = finished(project, command);

      for (TrialState trial : end.trials(ClusterProject.TUNE)) {
        assertThat(trial.attempt()).isEqualTo(1);
        assertThat(project.effects(trial).stream().filter(line -> line.contains(" step 1 ")))
            .hasSize(1);
      }
      assertThat(project.jobs(RAY.head())).hasSize(1);
    }
  }

  @Test
  void ctrlCStopsTheJobOnTheCluster() {
    ClusterProject project = project(ClusterProject.PYTHON, ClusterProject.BY_RAY);
    try (CommandLine command = project.run(RAY.head(), "-P", "pace=1")) {
      project.awaitOver(0);
      command.awaitOutput("trial 0");
      command.signal(Signal.INT);

      assertThat(command.exitCode()).as(command::output).isEqualTo(130);
    }

    assertThat(project.log().status()).isEqualTo(RunStatus.CANCELLED);
    assertThat(project.jobs(RAY.head()))
        .extracting(RayJob::status)
        .containsExactly(JobStatus.STOPPED);
  }

  @Test
  void aCancelledSearchGoesOnWithWhatItKnew() {
    ClusterProject project = project(ClusterProject.PYTHON, ClusterProject.NATIVE);
    try (CommandLine command = project.run(RAY.head(), "-P", "pace=0.4")) {
      project.awaitOver(2);
      command.signal(Signal.INT);
      assertThat(command.exitCode()).as(command::output).isEqualTo(130);
    }
    List<TrialState> over =
        project.trials().stream().filter(trial -> trial.status().isEnded()).toList();

    try (CommandLine command = project.resume()) {
      RunState end = finished(project, command);

      assertThat(end.trials(ClusterProject.TUNE)).hasSize(6).containsAll(over);
      for (TrialState trial : over) {
        assertThat(project.effects(trial).stream().filter(line -> line.contains(" step 1 ")))
            .hasSize(1);
      }
    }
  }

  @Test
  void theNodeRunsOnceWhereNothingIsSearched() {
    ClusterProject project = project(ClusterProject.PYTHON, ClusterProject.NATIVE);
    project.write(
        "pipeline.yaml",
        """
        dag:
          steps:
            twice:
              type: ray
              task: {command: work.twice, returns: [double, {name: size, kind: metric}]}
              ray: {}
        """);
    project.write("work.py", "def twice(effects):\n    return effects * 2, 3\n");
    try (CommandLine command = project.run(RAY.head())) {
      RunState end = finished(project, command);

      String effects = folder.resolve("effects.txt").toString();
      assertThat(parameter(end, "double")).isEqualTo(Json.of(effects + effects));
      assertThat(parameter(end, "size")).isEqualTo(Json.of(3));
    }
  }

  @Test
  void aSecretIsSentWhereTheUserConsentsAndIsShownNowhere() throws IOException {
    ClusterProject project = project(ClusterProject.PLAIN, ClusterProject.BY_RAY);
    project.write(".env", "API_TOKEN=correct-horse-battery\n");
    project.write(
        "pipeline.yaml",
        """
        dag:
          steps:
            length:
              type: ray
              task: {command: work.length, secrets: [API_TOKEN], returns: [{name: size, kind: metric}]}
              ray: {secrets: {upload: true}}
        """);
    project.write(
        "work.py",
        "def length(API_TOKEN):\n    print('it is', API_TOKEN)\n    return len(API_TOKEN)\n");
    try (CommandLine command = project.run(RAY.head())) {
      RunState end = finished(project, command);

      assertThat(parameter(end, "size")).isEqualTo(Json.of(21));
      assertThat(command.output()).contains("API_TOKEN are sent").doesNotContain("correct-horse");
      assertThat(Files.readString(folder.resolve(".eagleray/runs/r1/logs/length-1.log")))
          .contains("it is ***");
      assertThat(project.jobs(RAY.head()))
          .hasSize(1)
          .noneMatch(job -> job.toString().contains("correct-horse"));
    }
  }
}
