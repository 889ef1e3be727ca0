package io.eagleray.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.eagleray.json.Json;
import io.eagleray.problem.InvalidInputException;
import io.eagleray.run.RunState;
import io.eagleray.run.RunStatus;
import io.eagleray.run.StepPath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Container steps. A shell script stands for Docker: it notes how it was called, and runs the
 * command here, with no other variables than those that it was told to pass.
 */
@Tag("slow")
class ContainerRunTest {
  private static final String DOCKER =
      """
      #!/bin/sh
      printf '%s\\n' "$@" > docker.args
      [ "$1" = run ] || exit 125
      shift
      kept=" PATH "
      while :; do
        case $1 in
          --rm | --interactive | --init) shift ;;
          --volume | --user | --userns | --gpus | --memory) shift 2 ;;
          --workdir) cd "$2" || exit 126; shift 2 ;;
          --env)
            case $2 in *=*) export "$2" ;; esac
            kept="$kept${2%%=*} "
            shift 2 ;;
          *) break ;;
        esac
      done
      image=$1
      shift
      for name in $(awk 'BEGIN { for (name in ENVIRON) print name }'); do
        case $kept in *" $name "*) ;; *) unset "$name" ;; esac
      done
      [ "$image" = "debian:12" ] || { echo "docker: no image $image" >&2; exit 125; }
      exec "$@"
      """;

  @TempDir Path folder;

  /** An engine of a machine where such a program is on the path, beside what a shell needs. */
  private TestEngine engine(String program) {
    Map<String, String> environment = new HashMap<>(System.getenv());
    environment.put("PATH", folder.resolve("bin").toString());
    TestEngine engine =
        new TestEngine(folder, folder, new Executor.Local(), Map.copyOf(environment));
    Path file = engine.write("bin/" + program, DOCKER);
    assertThat(file.toFile().setExecutable(true)).isTrue();
    return engine;
  }

  @Test
  void aContainerGetsParametersAsVariablesAndHandsOnWhatItsScriptExports() {
    try (TestEngine engine = engine("docker")) {
      RunState state =
          engine.run(
              """
              dag:
                steps:
                  make:
                    command_type: container
                    image: debian:12
                    env: {LEVEL: 3}
                    volumes: ["/data:/data:ro"]
                    resources: {memory: 1GB}
                    command: |
                      echo "in $PWD with $words and ${HOME:-no home}" > said.txt
                      total=$((count + LEVEL))
                      text="two
                      lines "
                      again='["a", 1]'
                      exit 0
                    returns: [{name: total, kind: metric}, text, again]
              """,
              "count=39",
              "words=it's \"quoted\"");
      assertThat(state.failure()).isEmpty();
      assertThat(engine.value("total")).isEqualTo(Json.of(42));
      assertThat(engine.value("text")).isEqualTo(Json.of("two\nlines "));
      assertThat(engine.value("again")).isEqualTo(Json.parse("[\"a\",1]"));
      assertThat(engine.lines("said.txt"))
          .containsExactly("in " + folder + " with it's \"quoted\" and no home");
      List<String> line = engine.lines("docker.args");
      assertThat(line)
          .startsWith("run", "--rm", "--interactive", "--init")
          .containsSubsequence("--volume", folder + ":" + folder)
          .containsSubsequence("--volume", "/data:/data:ro")
          .containsSubsequence("--workdir", folder.toString())
          .containsSubsequence("--env", "LEVEL=3")
          .containsSubsequence("--env", "count", "--env", "words")
          .containsSubsequence("--memory", "1000000000b", "debian:12", "sh", "-c");
      assertThat(line).noneMatch(word -> word.contains("quoted"));
      assertThat(folder.resolve(".eagleray/runs/r1/returns/make-1")).doesNotExist();
    }
  }

  @Test
  void aFailureInTheContainerOrOfItsProgramIsTheSteps() {
    try (TestEngine engine = engine("podman")) {
      RunState state =
          engine.run(
              """
              dag:
                steps:
                  a: {command_type: container, image: other, command: "true", on_failure: b}
                  b: {command_type: container, image: "debian:12", command: "echo why >&2; exit 7"}
              """);
      assertThat(state.status()).isEqualTo(RunStatus.FAILED);
      assertThat(message(state, "a"))
          .isEqualTo("the script ended with exit code 125: docker: no image other");
      assertThat(message(state, "b")).isEqualTo("the script ended with exit code 7: why");
    }
  }

  private static String message(RunState state, String step) {
    return state.step(new StepPath(step)).orElseThrow().failure().orElseThrow().message();
  }

  @Test
  void whatIsMissingIsToldBeforeAnythingRuns() {
    Map<String, String> environment = new HashMap<>(System.getenv());
    environment.put("PATH", folder.toString());
    try (TestEngine engine =
        new TestEngine(folder, folder, new Executor.Local(), Map.copyOf(environment))) {
      assertThatThrownBy(() ->
              engine.run(
                  "dag: {steps: {a: {command_type: container, command: ls, env: 3, volumes: [1]}}}"))
          .isInstanceOf(InvalidInputException.class)
          .hasMessageContaining("neither is on the PATH; install one of them")
          .hasMessageContaining("a container step needs an \"image\"")
          .hasMessageContaining("env must be a mapping")
          .hasMessageContaining("volumes must be a list of texts");
    }
  }

  @Test
  void parametersAndReturnsMayHaveAnyName() {
    try (TestEngine engine = engine("docker")) {
      engine.write("precious/file", "kept");
      RunState state =
          engine.run(
              """
              dag:
                steps:
                  make:
                    command_type: container
                    image: debian:12
                    command: |
                      said="$folder $main $status"
                      folder="$PWD/precious"
                      last=1
                    returns: [said, folder, last]
              """,
              "folder=in",
              "main=trunk",
              "status=new");
      assertThat(state.failure()).isEmpty();
      assertThat(engine.value("said")).isEqualTo(Json.of("in trunk new"));
      assertThat(engine.value("folder")).isEqualTo(Json.of(folder.resolve("precious").toString()));
      assertThat(engine.value("last")).isEqualTo(Json.of(1));
      assertThat(folder.resolve("precious/file")).exists();
      assertThat(folder.resolve(".eagleray/runs/r1/returns/make-1")).doesNotExist();
    }
  }

  @Test
  void aReturnThatNoVariableCanBeIsRefusedAndNoPartOfAnyScript() {
    String pipeline =
        """
        dag:
          steps:
            a:
              command_type: container
              image: debian:12
              command: "true"
              returns: ["x; touch here"]
        """;
    try (TestEngine engine = engine("docker")) {
      assertThatThrownBy(() -> engine.run(pipeline))
          .hasMessageContaining("no variable is called \"x; touch here\"");
      assertThat(folder.resolve("here")).doesNotExist();
    }
  }

  @Test
  void aFolderOfTheNameOnThePathIsNotTakenForTheProgram() throws IOException {
    Files.createDirectories(folder.resolve("bin/docker"));
    try (TestEngine engine = engine("podman")) {
      RunState state =
          engine.run(
              "dag: {steps: {a: {command_type: container, image: 'debian:12', command: 'true'}}}");
      assertThat(state.failure()).isEmpty();
    }
  }
}
