package io.eagleray.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.eagleray.commandline.CommandLine;
import io.eagleray.engine.process.Signal;
import io.eagleray.json.Json;
import io.eagleray.json.JsonArray;
import io.eagleray.json.JsonNumber;
import io.eagleray.json.JsonObject;
import io.eagleray.run.RunState;
import io.eagleray.run.RunStatus;
import io.eagleray.run.StepState;
import io.eagleray.run.TrialState;
import io.eagleray.spi.ObjectReferences;
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

  /**
   * A search for two metrics, one trial at a time. The fourth one waits for a file, so that the
   * search can be cancelled then.
   */
  private ClusterProject forTwoMetrics(String name, String engine) {
    ClusterProject project = new ClusterProject(folder.resolve(name), "", "");
    project.write(
        "pipeline.yaml",
        """
        dag:
          steps:
            tune:
              type: ray
              task: {command: work.train, returns: [tuned]}
              ray:
                ray_tune:
                  engine: %s
                  search_space: {x: {type: uniform, low: 0, high: 1}, waste: {type: uniform, low: 0, high: 1}}
                  search_algorithm: OptunaSearch
                  metric: [loss, saving]
                  mode: [min, max]
                  num_samples: 8
                  max_concurrent_trials: 1
                  seed: 7
        """
            .formatted(engine));
    project.write(
        "work.py",
        """
        import os, time

        class Model:
            pass

        def train(x, waste, effects):
            with open(effects, "a+") as file:
                file.write(f"trial {x} began\\n")
                file.seek(0)
                begun = len(file.readlines())
            while begun == 4 and not os.path.exists(effects + ".go"):
                time.sleep(0.05)
            return {"loss": (1 - x) ** 2 + waste, "saving": -x * x - waste, "model": Model()}
        """);
    return project;
  }

  /** Cancels it while the fourth trial runs, and goes on. */
  private static RunState afterACancel(ClusterProject project) {
    try (CommandLine command = project.run(RAY.head())) {
      project.awaitOver(3);
      command.signal(Signal.INT);
      assertThat(command.exitCode()).as(command::output).isEqualTo(130);
    }
    project.write("effects.txt.go", "");
    try (CommandLine command = project.resume()) {
      return finished(project, command);
    }
  }

  /** The front is what no other trial beats, and no finished trial has begun twice. */
  private static void assertWhole(ClusterProject project, RunState end) {
    List<TrialState> trials = end.trials(ClusterProject.TUNE);
    assertThat(trials).hasSize(8);
    for (int trial : new int[] {0, 1, 2}) {
      assertThat(project.effects(trials.get(trial))).as("trial %d", trial).hasSize(1);
    }
    assertThat(front(tuned(end)))
        .isNotEmpty()
        .containsExactlyInAnyOrderElementsOf(
            trials.stream()
                .filter(trial -> trials.stream().noneMatch(other -> isBetter(other, trial)))
                .map(trial -> (long) trial.number())
                .toList());
    assertThat(((JsonArray) tuned(end).get("pareto").orElseThrow()).items())
        .allMatch(member -> !ObjectReferences.in(member).isEmpty());
  }

  private static List<Long> front(JsonObject tuned) {
    return ((JsonArray) tuned.get("pareto").orElseThrow())
        .items().stream()
            .map(member -> ((JsonObject) member).integer("trial_id").orElseThrow())
            .toList();
  }

  private static boolean isBetter(TrialState one, TrialState other) {
    return value(one, "loss") < value(other, "loss")
        && value(one, "saving") > value(other, "saving");
  }

  private static double value(TrialState trial, String metric) {
    return ((JsonNumber) trial.metrics().get(metric).orElseThrow()).asDouble();
  }

  @Test
  void aNativeSearchForTwoMetricsComesToTheFrontOfAnEmbeddedOne() {
    ClusterProject embedded = forTwoMetrics("embedded", "native");
    embedded.write("effects.txt.go", "");
    ClusterProject onCluster = forTwoMetrics("cluster", "native");
    onCluster.write("effects.txt.go", "");

    try (CommandLine here = embedded.runEmbedded();
        CommandLine there = onCluster.run(RAY.head())) {
      RunState wanted = finished(embedded, here);
      RunState end = finished(onCluster, there);

      assertWhole(onCluster, end);
      assertThat(onCluster.stories()).isEqualTo(embedded.stories());
      assertThat(shape(tuned(end))).isEqualTo(shape(tuned(wanted)));
      assertThat(found(end)).isEqualTo(found(wanted));
    }
  }

  /** What screen, report and JSON tell of the results. */
  private static JsonObject found(RunState state) {
    StepState tune = state.step(ClusterProject.TUNE).orElseThrow();
    return Objects.requireNonNull(tune.phases().get("fan-in"));
  }

  @Test
  void aSearchForTwoMetricsByRayTunesOptunaGoesOnAfterACancelAndComesToItsFront() {
    ClusterProject project = forTwoMetrics("cluster", "ray");
    RunState end = afterACancel(project);

    assertWhole(project, end);
    assertThat(shape(tuned(end)))
        .contains("pareto", "best_config", "trials", "best_trial.loss", "best_trial.saving");
    assertThat(tuned(end).get("metric")).contains(Json.parse("[\"loss\", \"saving\"]"));
    assertThat(tuned(end).get("mode")).contains(Json.parse("[\"min\", \"max\"]"));
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
