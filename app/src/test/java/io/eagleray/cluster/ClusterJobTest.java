package io.eagleray.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.eagleray.commandline.CommandLine;
import io.eagleray.commandline.Waiting;
import io.eagleray.engine.process.Signal;
import io.eagleray.json.Json;
import io.eagleray.run.RunState;
import io.eagleray.run.RunStatus;
import io.eagleray.run.StepPath;
import io.eagleray.targets.ray.client.JobStatus;
import io.eagleray.targets.ray.client.RayClient;
import io.eagleray.targets.ray.client.RayJob;
import io.eagleray.targets.ray.cluster.RealRay;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Commands as Ray jobs of a real cluster, through the command line. */
@Tag("slow")
@Tag("ray")
class ClusterJobTest {
  @RegisterExtension static final RealRay RAY = RealRay.shared();

  private static final StepPath TRAIN = new StepPath("train");
  private static final Duration LIMIT = Duration.ofMinutes(1);

  /** Errors are borne for a minute first. */
  private static final Duration OUT_OF_REACH = Duration.ofMinutes(2);

  /** Writes its own and a child's process id into the effects, and lasts until it is let go. */
  private static final String LASTING =
      """
      sleep 600 &
      echo $$ >> "$effects"
      echo $! >> "$effects"
      while ! test -e "$effects.go"; do sleep 0.1; done
      """;

  @TempDir
  @SuppressWarnings("NullAway.Init")
  private Path folder;

  /** A project with one Ray node. */
  private ClusterProject project(String node) {
    ClusterProject project = new ClusterProject(folder, "", "");
    project.write("pipeline.yaml", pipeline(node));
    return project;
  }

  private static String pipeline(String node) {
    return "dag:\n  steps:\n    train:\n" + node.indent(6);
  }

  private static ClusterProject lasting(ClusterProject project) {
    project.write("last.sh", LASTING);
    return project;
  }

  private ClusterProject lasting() {
    return lasting(project("type: ray\nray: {ray_job: {entrypoint: sh last.sh}}"));
  }

  private static RunState finished(ClusterProject project, CommandLine command) {
    assertThat(command.exitCode()).as(command::output).isZero();
    RunState end = project.log();
    assertThat(end.status()).isEqualTo(RunStatus.SUCCESS);
    return end;
  }

  private String log(int attempt) {
    try {
      return Files.readString(folder.resolve(".eagleray/runs/r1/logs/train-" + attempt + ".log"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The jobs of the run on the cluster. */
  private static List<RayJob> jobs(ClusterProject project) {
    String uuid = project.log().created().uuid();
    try (RayClient client = RAY.head().client()) {
      return client.jobs().stream()
          .filter(job -> uuid.equals(job.metadata().get("eagleray_run")))
          .toList();
    }
  }

  /** The run ends with its driver's last line, its one job a moment later. */
  private static void awaitStatus(ClusterProject project, JobStatus status) {
    Waiting.until(
        "the job is " + status,
        LIMIT,
        () -> jobs(project).stream().map(RayJob::status).toList().equals(List.of(status)));
  }

  private static Json parameter(RunState state, String name) {
    return Objects.requireNonNull(state.parameters().get(name), name).json();
  }

  @Test
  void anyRayProgramJoinsTheClusterInTheNamespaceAndRunsItsFunctionsThere() {
    ClusterProject project =
        project(
            """
            type: ray
            ray:
              ray_cluster: {namespace: team, runtime_env: {env_vars: {TONE: warm}}}
              ray_job: {entrypoint: python train.py --epochs 3, entrypoint_num_cpus: 0.5}
            """);
    project.write("helper.py", "def double(x):\n    return x * 2\n");
    project.write(
        "train.py",
        """
        import os, sys, ray

        @ray.remote
        def double(x):
            import helper
            return helper.double(x), os.environ["TONE"]

        @ray.remote
        class Keeper:
            def kept(self):
                return "kept"

        ray.init()
        print("doubled", ray.get(double.remote(21)), sys.argv[1:])
        keeper = Keeper.options(name="keeper").remote()
        print("in team:", ray.get(ray.get_actor("keeper", namespace="team").kept.remote()))
        print("effects", os.environ["effects"])
        """);
    try (CommandLine command = project.run(RAY.head())) {
      finished(project, command);
    }

    assertThat(log(1))
        .contains("doubled (42, 'warm') ['--epochs', '3']")
        .contains("in team: kept")
        .contains("effects " + folder.resolve("effects.txt"));
    awaitStatus(project, JobStatus.SUCCEEDED);
  }

  @Test
  void whatAShellTaskExportsComesBack() {
    ClusterProject project =
        project(
            """
            type: ray
            task:
              command_type: shell
              command: export rows='[1, 2]' size=3
              returns: [rows, {name: size, kind: metric}]
            ray: {ray_job: {}}
            """);
    try (CommandLine command = project.run(RAY.head())) {
      RunState end = finished(project, command);

      assertThat(parameter(end, "rows").text()).isEqualTo("[1,2]");
      assertThat(parameter(end, "size")).isEqualTo(Json.of(3));
    }
  }

  @Test
  void commandsAndFunctionsFindTheVariablesOfTheNodesAroundInTheirEnvironment() {
    ClusterProject project = new ClusterProject(folder, "", "");
    project.write(
        "pipeline.yaml",
        """
        dag:
          steps:
            again:
              type: loop
              max_iterations: 1
              index_as: turn
              branch:
                steps:
                  command:
                    type: ray
                    task:
                      command_type: shell
                      command: export told="$turn in $EAGLERAY_RUN_ID"
                      returns: [told]
                    ray: {ray_job: {}}
                  function:
                    type: ray
                    task: {command: work.look, returns: [seen]}
                    ray: {}
        """);
    project.write(
        "work.py",
        """
        import os

        def look():
            return os.environ["turn"] + " in " + os.environ["EAGLERAY_RUN_ID"]
        """);
    try (CommandLine command = project.run(RAY.head())) {
      RunState end = finished(project, command);

      assertThat(parameter(end, "told")).isEqualTo(Json.of("0 in r1"));
      assertThat(parameter(end, "seen")).isEqualTo(Json.of("0 in r1"));
    }
  }

  @Test
  void aCommandThatFailsIsTriedAgainAndToldWithItsExitCodeAndLastLine() {
    ClusterProject project =
        project(
            """
            type: ray
            ray: {ray_job: {entrypoint: 'echo try >> "$effects"; echo no such luck >&2; exit 3'}}
            retry: {max_attempts: 2, delay: 10ms}
            """);
    try (CommandLine command = project.run(RAY.head())) {
      assertThat(command.exitCode()).as(command::output).isEqualTo(1);
      assertThat(command.output()).contains("the command ended with exit code 3: no such luck");
    }

    assertThat(project.effects()).containsExactly("try", "try");
    assertThat(log(2)).contains("no such luck");
    assertThat(project.log().step(TRAIN).orElseThrow().attempt()).isEqualTo(2);
    assertThat(project.probes()).isEmpty();
  }

  @Test
  void ctrlCStopsTheCommandWithAllThatItStarted() {
    ClusterProject project = lasting();
    try (CommandLine command = project.run(RAY.head())) {
      Waiting.until("the command runs", LIMIT, () -> project.effects().size() == 2);
      command.signal(Signal.INT);

      assertThat(command.exitCode()).as(command::output).isEqualTo(130);
    }

    assertThat(project.log().status()).isEqualTo(RunStatus.CANCELLED);
    assertThat(jobs(project)).extracting(RayJob::status).containsExactly(JobStatus.STOPPED);
    for (String pid : project.effects()) {
      Waiting.until(
          "the process " + pid + " is gone",
          LIMIT,
          () -> !ProcessHandle.of(Long.parseLong(pid)).map(ProcessHandle::isAlive).orElse(false));
    }
  }

  @Test
  void aCommandThatStillWaitsForItsCpusIsCancelledAndNeverRuns(@TempDir Path other) {
    ClusterProject busy = new ClusterProject(other, "", "");
    busy.write("pipeline.yaml", pipeline(needingAll("sh last.sh")));
    lasting(busy);
    ClusterProject project = project(needingAll("echo ran >> \"$effects\""));
    try (CommandLine blocking = busy.run(RAY.head())) {
      Waiting.until("the cluster is busy", LIMIT, () -> busy.effects().size() == 2);
      try (CommandLine command = project.run(RAY.head())) {
        Waiting.until(
            "the job waits", LIMIT, () -> command.output().contains("the job waits to begin"));
        command.signal(Signal.INT);

        assertThat(command.exitCode()).as(command::output).isEqualTo(130);
        assertThat(command.output()).contains("is still PENDING: it stops as soon as it begins");
      }
      busy.write("effects.txt.go", "");
      finished(busy, blocking);
    }

    assertThat(project.log().status()).isEqualTo(RunStatus.CANCELLED);
    awaitStatus(project, JobStatus.STOPPED);
    assertThat(project.effects()).isEmpty();
  }

  private static String needingAll(String command) {
    return "type: ray\nray: {ray_job: {entrypoint: '" + command + "', entrypoint_num_cpus: 2}}";
  }

  @Test
  void aRunWhoseClientWasKilledIsTakenUpWhereTheCommandIs() {
    ClusterProject project = lasting();
    try (CommandLine command = project.run(RAY.head())) {
      Waiting.until("the command runs", LIMIT, () -> project.effects().size() == 2);
      command.killAll();
    }
    project.write("effects.txt.go", "");

    try (CommandLine command = project.resume()) {
      finished(project, command);
    }

    assertThat(project.effects()).hasSize(2);
    awaitStatus(project, JobStatus.SUCCEEDED);
  }

  @Test
  void aCommandThatRunsOnWhileItsClusterIsOutOfReachIsNotStartedAgain() {
    ClusterProject project = lasting();
    try (Tunnel tunnel = new Tunnel(RAY.head().dashboard());
        CommandLine command = project.runAt(tunnel.address())) {
      Waiting.until("the command runs", LIMIT, () -> project.effects().size() == 2);
      tunnel.cut();
      Waiting.until(
          "the cluster is given up for now",
          OUT_OF_REACH,
          () -> command.output().contains("does not answer"));
      tunnel.mend();
      project.write("effects.txt.go", "");

      finished(project, command);
    }

    assertThat(project.effects()).hasSize(2);
    awaitStatus(project, JobStatus.SUCCEEDED);
  }

  /** As by a run that was cancelled, and killed before it could write that down. */
  @Test
  void aCommandThatWasStoppedWhileNobodyFollowedItStartsAgainWithTheRun() {
    ClusterProject project = lasting();
    try (CommandLine command = project.run(RAY.head())) {
      Waiting.until("the command runs", LIMIT, () -> project.effects().size() == 2);
      command.killAll();
    }
    try (RayClient client = RAY.head().client()) {
      client.stop(jobs(project).getFirst().submissionId());
    }
    awaitStatus(project, JobStatus.STOPPED);
    project.write("effects.txt.go", "");

    try (CommandLine command = project.resume()) {
      finished(project, command);
    }

    assertThat(project.effects()).hasSize(4);
    assertThat(jobs(project)).hasSize(2);
  }

  @Test
  void aDriverThatIsKilledWithinALineLosesItsJobAndNotTheStep() {
    ClusterProject project =
        project(
            """
            type: ray
            task: {command_type: shell, command: . ./cut.sh}
            ray: {ray_job: {}}
            """);
    project.write(
        "cut.sh",
        """
        if ! test -e "$effects"; then
          echo killed > "$effects"
          folder=$(python -c "import eagleray_job; print(eagleray_job.__path__[0])")
          nonce=$(sed 's/.*"nonce":"\\([0-9a-f]*\\)".*/\\1/' "$folder/spec.json")
          printf '\\n@eagleray %s {"n":1,"not' "$nonce" >> /proc/$PPID/fd/1
          kill -9 $PPID
        fi
        """);
    try (CommandLine command = project.run(RAY.head())) {
      finished(project, command);
      assertThat(command.output()).contains("submitted again as");
    }
    assertThat(project.probes()).isEmpty();
  }

  @Test
  void aTagMayBeginLikeAnOption() {
    ClusterProject project = project("type: ray\nray: {ray_job: {entrypoint: 'true'}}");
    try (CommandLine command = project.run(RAY.head(), "--tag=-nightly")) {
      finished(project, command);
    }
  }

  @Test
  void whatNoNodeCouldEverGiveTheCommandIsRefused() {
    ClusterProject project =
        project(
            """
            type: ray
            ray: {ray_job: {entrypoint: "true", entrypoint_num_cpus: 64, entrypoint_resources: {tpu: 1}}}
            """);
    try (CommandLine command = project.run(RAY.head())) {
      assertThat(command.exitCode()).as(command::output).isEqualTo(2);
      assertThat(command.output())
          .contains("pipeline.yaml:5:13")
          .contains("the command of ray_job needs 64 CPU; the largest node has 2")
          .contains("the command of ray_job needs 1 tpu; the only node has none");
    }
  }
}
