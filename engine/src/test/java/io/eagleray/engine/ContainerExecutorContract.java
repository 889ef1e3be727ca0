package io.eagleray.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.eagleray.engine.walk.CancellationSource;
import io.eagleray.json.Json;
import io.eagleray.problem.InvalidInputException;
import io.eagleray.problem.Location;
import io.eagleray.run.RunState;
import io.eagleray.run.RunStatus;
import io.eagleray.spi.Containers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pipelines whose tasks run in containers, of a real Docker or Podman. */
@Tag("slow")
abstract class ContainerExecutorContract {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String JAVA_BIN = Path.of(System.getProperty("java.home"), "bin") + "";

  @TempDir Path folder;

  /** What runs them. */
  abstract RealContainers containers();

  /** A file that says, inside, that this is a container. */
  abstract Path mark();

  private TestEngine engine(String image, Path programs) {
    Map<String, String> environment = new HashMap<>(System.getenv());
    environment.put("PATH", programs.toString());
    Containers containers =
        new Containers(
            image,
            Map.of("same", RealContainers.IMAGE),
            Map.of("LEVEL", "3", "MARK", mark().toString(), "PATH", JAVA_BIN + ":/usr/bin:/bin"),
            true,
            new Location("config.yaml", 3, 19));
    return new TestEngine(
        folder, folder, new Executor.InContainers(containers), Map.copyOf(environment));
  }

  private TestEngine engine() {
    return engine(RealContainers.IMAGE, containers().program().resolveSibling(""));
  }

  @Test
  void tasksOfEveryLanguageRunInContainersAndHandOnWhatTheyReturn() throws Exception {
    try (TestEngine engine = engine()) {
      engine.write(
          "work.py",
          """
          import os

          def make(count):
              assert os.path.exists(os.environ["MARK"])
              assert "USER_SECRET_OF_HERE" not in os.environ
              return {"rows": list(range(count))}, int(os.environ["LEVEL"])
          """);
      engine.write(
          "Work.java",
          """
          import java.nio.file.*;

          public class Work {
            public static boolean look(int level) {
              return Files.exists(Path.of(System.getenv("MARK"))) && level == 3;
            }
          }
          """);
      RunState state =
          engine.run(
              """
              dag:
                steps:
                  make: {command: work.make, returns: [{name: table, kind: object}, level]}
                  look: {command_type: java, command: "Work.java::look", returns: [inside]}
                  script:
                    command_type: shell
                    command: "[ -e $MARK ] && export total=$((level + LEVEL + count))"
                    returns: [total]
                    overrides: {local-container: same}
                  tune:
                    type: ray
                    task: {command_type: shell, command: 'echo "{\\"height\\": $x}"', returns: [tuned]}
                    ray:
                      ray_tune:
                        search_space: {x: {type: choice, values: [7]}}
                        metric: height
                        mode: max
                        num_samples: 1
              """,
              "count=4");
      assertThat(state.failure()).isEmpty();
      assertThat(engine.value("inside")).isEqualTo(Json.of(true));
      assertThat(engine.value("total")).isEqualTo(Json.of(3 + 3 + 4));
      assertThat(engine.value("tuned").text()).contains("\"height\":7");
    }
    awaitNoContainers();
  }

  @Test
  void aStepWithAnImageGetsVariablesAndHandsOnWhatItExports() throws Exception {
    try (TestEngine engine = engine()) {
      RunState state =
          engine.run(
              """
              dag:
                steps:
                  make:
                    command_type: container
                    image: localhost/here:1
                    env: {LEVEL: 3}
                    volumes: ["/etc/hostname:/mnt/name:ro"]
                    resources: {memory: 64MB}
                    command: |
                      [ -s /mnt/name ] && ! touch /mnt/name 2>/dev/null || exit 3
                      total=$((count + LEVEL))
                      text="in $PWD: $words
                      last "
                      limit=$(cat /sys/fs/cgroup/memory.max /sys/fs/cgroup/memory/memory.limit_in_bytes 2>/dev/null)
                      echo made >made.txt
                    returns: [{name: total, kind: metric}, text, limit]
                  fails:
                    command_type: container
                    image: localhost/here:1
                    command: "echo why >&2; exit 7"
              """,
              "count=39",
              "words=it's \"quoted\"");
      assertThat(state.failure().orElseThrow().message())
          .contains("the script ended with exit code 7: why");
      assertThat(engine.value("total")).isEqualTo(Json.of(42));
      assertThat(engine.value("text"))
          .isEqualTo(Json.of("in " + folder + ": it's \"quoted\"\nlast "));
      assertThat(engine.value("limit")).isEqualTo(Json.of(64_000_000L / 4096 * 4096));
      assertThat(engine.lines("made.txt")).containsExactly("made");
    }
    awaitNoContainers();
  }

  @Test
  void filesOfAContainerBelongToWhoeverRunsIt() throws Exception {
    Object me = Files.getAttribute(Path.of("/proc/self"), "unix:uid");
    if (me.equals(0)) {
      Files.setAttribute(folder, "unix:uid", 12_345);
    }
    try (TestEngine engine = engine()) {
      RunState state =
          engine.run(
              """
              dag:
                steps:
                  make:
                    command_type: container
                    image: localhost/here:1
                    command: "echo made >made.txt"
              """);
      assertThat(state.failure()).isEmpty();
      assertThat(Files.getAttribute(folder.resolve("made.txt"), "unix:uid")).isEqualTo(me);
    }
  }

  private static final String WAITS = "dag: {steps: {wait: {command: work.wait}}}";

  private static final String WAITING =
      """
      import os, time

      def wait():
          if os.path.exists("begun"):
              return
          open("begun", "w").close()
          while True:
              time.sleep(1)
      """;

  @Test
  void aCancelledRunLeavesNoContainerBehind() throws Exception {
    try (TestEngine engine = engine()) {
      engine.write("work.py", WAITING);
      CancellationSource cancellation = new CancellationSource();
      Thread.ofVirtual()
          .start(() -> {
            awaitBegin();
            cancellation.request();
          });
      RunState state = engine.run(WAITS, RunListener.NONE, cancellation);
      assertThat(state.status()).isEqualTo(RunStatus.CANCELLED);
      awaitNoContainers();
    }
  }

  @Test
  void aContainerEndsWhenTheProcessThatStartedItIsKilled() throws Exception {
    try (TestEngine engine = engine()) {
      engine.write("work.py", WAITING);
      Thread.ofVirtual()
          .start(() -> {
            awaitBegin();
            ProcessHandle.current()
                .descendants()
                .filter(this::isClient)
                .forEach(ProcessHandle::destroyForcibly);
          });
      engine.run(WAITS);
      awaitNoContainers();
    }
  }

  private boolean isClient(ProcessHandle process) {
    String name = containers().program().getFileName().toString();
    return process.info().command().filter(command -> command.endsWith("/" + name)).isPresent();
  }

  private void awaitBegin() {
    Instant limit = Instant.now().plus(PATIENCE);
    while (!Files.exists(folder.resolve("begun")) && Instant.now().isBefore(limit)) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
    }
  }

  @Test
  void whatDiesInTheContainerFailsItsStepOnly() throws Exception {
    try (TestEngine engine = engine()) {
      engine.write("work.py", "import os\n\ndef die():\n    os._exit(3)\n");
      RunState state =
          engine.run(
              """
              dag:
                steps:
                  die: {command: work.die, on_failure: mend}
                  mend: {command_type: shell, command: "export done=1", returns: [done], next: success}
              """);
      assertThat(state.status()).isEqualTo(RunStatus.SUCCESS);
      assertThat(engine.value("done")).isEqualTo(Json.of(1));
    }
    awaitNoContainers();
  }

  @Test
  void anImageThatIsNowhereIsToldBeforeAnythingRuns() {
    try (TestEngine engine =
        engine("localhost/nowhere:1", containers().program().resolveSibling(""))) {
      assertThatThrownBy(
              () -> engine.run("dag: {steps: {a: {command_type: shell, command: \"true\"}}}"))
          .isInstanceOf(InvalidInputException.class)
          .hasMessageContaining("config.yaml:3:19  image \"localhost/nowhere:1\" is not here, and");
    }
  }

  @Test
  void aMachineWithoutContainersIsToldInOneLine() {
    try (TestEngine engine = engine(RealContainers.IMAGE, folder)) {
      engine.write("work.py", "def make():\n    return 1\n");
      engine.write(
          "inner.yaml",
          """
          dag:
            steps:
              each:
                type: map
                iterate_on: [1]
                iterate_as: n
                branch:
                  steps:
                    c: {command_type: shell, command: "true"}
                    d: {command_type: shell, command: "true", overrides: {local-container: same}}
                reducer: work.make
          """);
      assertThatThrownBy(() ->
              engine.run(
                  """
                  dag:
                    steps:
                      a: {command_type: shell, command: "true"}
                      b: {command: work.make, overrides: {local-container: smae}}
                      c: {type: pipeline, pipeline: inner.yaml, overrides: {local-container: large}}
                  """))
          .isInstanceOf(InvalidInputException.class)
          .hasMessageContaining(
              "config.yaml:3:19  containers need docker or podman, and neither is on the PATH")
          .hasMessageContaining("did you mean \"same\"?")
          // What a step around says holds for a step inside that says nothing.
          .hasMessageContaining("inner.yaml:9:45  the config file has no \"large\"")
          .hasMessageContaining("inner.yaml:11:16  the config file has no \"large\"")
          .hasMessageNotContaining("inner.yaml:10");
    }
  }

  private void awaitNoContainers() throws Exception {
    Instant limit = Instant.now().plus(PATIENCE);
    while (!containers().ids().isEmpty()) {
      assertThat(Instant.now()).as("containers are left").isBefore(limit);
      TimeUnit.MILLISECONDS.sleep(100);
    }
  }
}
