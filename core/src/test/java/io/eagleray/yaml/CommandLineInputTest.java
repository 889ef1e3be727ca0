package io.eagleray.yaml;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.eagleray.json.Json;
import io.eagleray.model.Pipeline;
import io.eagleray.model.ray.RayConfig;
import io.eagleray.model.ray.RayNode;
import io.eagleray.problem.InvalidInputException;
import io.eagleray.problem.Location;
import io.eagleray.problem.Problem;
import io.eagleray.problem.Problems;
import io.eagleray.spi.CommandTypes;
import io.eagleray.testkit.Kinds;
import io.eagleray.testkit.Workspace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a command line gives beside the pipeline: overrides and parameters. */
class CommandLineInputTest {
  private static final String RAY_STEP =
      "dag: {steps: {a: {type: ray, task: {command: m.f}, ray: {ray_tune: {num_samples: 3}}}}}";

  @TempDir Path folder;

  private List<String> errors(String pipeline, String... settings) {
    return new Workspace(folder).file("pipeline.yaml", pipeline).set(settings).errors();
  }

  @Test
  void anOverrideIsCheckedLikeTheFile() {
    assertThat(errors(RAY_STEP, "ray_tune.num_samples=0", "ray_tune.sed=1"))
        .containsExactly(
            "command line  ray_tune.num_samples must be 1 or more, or -1 for as many as a"
                + " time_budget allows, not 0",
            "command line  unknown key \"sed\" in ray_tune; did you mean \"seed\"?");
  }

  @Test
  void anOverrideOfAnUnknownPartIsAnError() {
    assertThat(errors(RAY_STEP, "ray_tun.num_samples=5"))
        .containsExactly("command line  unknown key \"ray_tun\"; did you mean \"ray_tune\"?");
  }

  @Test
  void anOverrideMayNotStandBelowAValue() {
    assertThat(errors(RAY_STEP, "ray_tune.num_samples.x=5"))
        .containsExactly("command line  ray_tune.num_samples must be an integer, not a mapping");
  }

  @Test
  void anOverrideWithoutARayStepIsAnError() {
    assertThat(errors("dag: {steps: {a: {type: stub}}}", "ray_tune.num_samples=5"))
        .containsExactly(
            "command line  --set ray_tune.num_samples sets nothing: pipeline.yaml has no step of"
                + " type ray");
  }

  @Test
  void whatIsSetOfASearchIsForTheConfigsThatHaveOne() {
    String steps =
        """
        dag:
          steps:
            a: {type: ray, task: {command: m.f}, ray: {ray_tune: {num_samples: 3}}}
            b: {type: ray, task: {command: m.f}, ray: {default_resources: {num_cpus: 2}}}
            c: {type: ray, task: {command: m.f}, ray: {ray_job: {}}}
        """;
    Workspace workspace =
        new Workspace(folder).file("pipeline.yaml", steps).set("ray_tune.num_samples=5");
    Pipeline pipeline = workspace.read().orElseThrow();
    assertThat(workspace.errors()).isEmpty();
    assertThat(config(pipeline, "a").tune().orElseThrow().samples()).hasValue(5);
    assertThat(config(pipeline, "b").tune()).isEmpty();
    assertThat(config(pipeline, "c").tune()).isEmpty();
  }

  private static RayConfig config(Pipeline pipeline, String step) {
    return ((RayNode) pipeline.graph().node(step)).config();
  }

  @Test
  void whatIsSetOfASearchThatThereIsNotIsAnError() {
    String once = "dag: {steps: {a: {type: ray, task: {command: m.f}, ray: {}}}}";
    assertThat(errors(once, "ray_tune.num_samples=5"))
        .containsExactly(
            "command line  --set ray_tune.num_samples sets nothing: no Ray config of pipeline.yaml"
                + " has ray_tune");
    assertThat(errors(once, "ray_tune={num_samples: 5}", "ray_tune.seed=5")).isEmpty();
  }

  @Test
  void aMockedRunPassesOverWhatIsSetOfRayConfigs() {
    Problems problems = new Problems();
    new Workspace(folder).file("pipeline.yaml", RAY_STEP);
    new PipelineReader(
            Kinds.all(),
            new CommandTypes(Map.of("python", Set.of())),
            Workspace.ALGORITHMS,
            List.of(ConfigOverride.parse("ray_tune.num_samples=5")),
            folder)
        .mocked(Patches.NONE)
        .read(Path.of("pipeline.yaml"), problems);
    assertThat(problems.errors()).isEmpty();
  }

  @Test
  void anAddressOfTheCommandLineGoesBeforeThatOfARuntime() {
    assertThat(
            errors(
                "dag: {steps: {a: {type: ray, task: {command: m.f}, ray: {ray_runtime: {cluster:"
                    + " {address: auto}}}}}}",
                "ray_cluster.address=local"))
        .isEmpty();
  }

  @Test
  void overridesAndAssignmentsNeedANameAndAnEqualsSign() {
    assertThatThrownBy(() -> ConfigOverride.parse("ray_tune"))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("\"ray_tune\" must be name=value");
    assertThatThrownBy(() -> ConfigOverride.parse("ray_tune..x=1"))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("must be keys joined by dots");
    assertThatThrownBy(() -> Assignment.parse("=3", "-P rate=0.1"))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("-P rate=0.1");
    assertThatThrownBy(() -> Assignment.parse(" =3", "-P rate=0.1"))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("-P rate=0.1");
  }

  private static Json assigned(String value) {
    return Assignment.parse("a=" + value, "").value();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "~",
        "1e-3",
        "007",
        "+5",
        ".5",
        "0x10",
        "0o17",
        ".nan",
        "-.inf",
        "1e400",
        "1e99999999999",
        "True",
        "null",
        "123456789012345678901234567890",
        "2026-01-31",
        "10m",
        "[a, b]",
        "[]",
        "{a: 1, b: [True, ~]}",
        "'it''s'",
        "\"a\\tb\"",
        "\"'\"",
        "{\"a\": 0x1}",
        "!!str 5",
        "[&x 1, *x]",
        "[1, 2] # two",
        "{a: 1,\n b: 2}",
        "-",
        "?",
        "a b",
        "http://host:80/a?b",
        "[1, \"x=y\"]"
      })
  void anAssignedValueIsReadAsInAParameterFile(String value) {
    Json inFile =
        MappingFile.parse("a: " + value, "p.yaml", new Problems())
            .flatMap(file -> file.get("a"))
            .orElse(Json.of(value));
    assertThat(assigned(value)).isEqualTo(inFile);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a: b",
        "a: b: c",
        "- a",
        "*x",
        "@x",
        "%x",
        "&x",
        "!x",
        "!",
        "|",
        ">",
        "#fff",
        "issue #5",
        " b ",
        "one\ntwo",
        "[1",
        "{a",
        "'it",
        "it's",
        "[*x]",
        "'a': 1",
        "'a'\nb: 1",
        "!!int x",
        "{a: 1, a: 2}",
        "[1] 2",
        "'a'\n---\n1"
      })
  void whatIsNoValueOfAFileIsATextAsItStands(String value) {
    assertThat(assigned(value)).isEqualTo(Json.of(value));
  }

  @Test
  void aLongTextIsTakenWhole() {
    String text = "lines of text: all\n".repeat(1_000_000);
    assertThat(assigned(text)).isEqualTo(Json.of(text));
    assertThat(assigned("'" + text)).isEqualTo(Json.of("'" + text));
  }

  @Test
  void aliasesThatStandForTooMuchAreNotWrittenOut() {
    String doubled =
        IntStream.range(1, 40)
            .mapToObj(i -> ", &a%d [*a%d, *a%d]".formatted(i, i - 1, i - 1))
            .collect(joining());
    String value = "[&a0 [1]" + doubled + "]";
    assertThat(assigned(value)).isEqualTo(Json.of(value));
  }

  @Test
  void jsonIsReadAsJson() {
    Json json = Json.parse("{\"t\": \"\\u00e9\\n: #\", \"n\": [1e400, 123456789012345678901, -0]}");
    assertThat(assigned(json.text())).isEqualTo(json);
    assertThat(assigned(Json.of(Double.NaN).text())).isEqualTo(Json.of(Double.NaN));
    assertThat(assigned("\"5\"")).isEqualTo(Json.of("5"));
  }

  @Test
  void anOverrideIsReadAsInTheFileToo() {
    assertThat(ConfigOverride.parse("ray_init.resources={a: 1}").value()).hasToString("{\"a\":1}");
  }

  @Test
  void parameterFilesAreMappings() {
    new Workspace(folder)
        .file("p.yaml", "rate: 1e-4\nnested: {list: [1, true]}\n")
        .file("list.json", "[1]");
    Problems problems = new Problems();
    Path file = folder.resolve("p.yaml");
    Map<String, Given> read = ParametersReader.read(file, problems);
    assertThat(read)
        .containsEntry(
            "rate", new Given(Json.of(1e-4), Optional.of(new Location(file.toString(), 1, 7))))
        .containsOnlyKeys("rate", "nested");
    assertThat(problems.errors()).isEmpty();
    ParametersReader.read(folder.resolve("list.json"), problems);
    assertThat(problems.errors())
        .extracting(Problem::message)
        .containsExactly("a parameter file must be a mapping of names to values, not a list");
  }

  @Test
  void aFileInTwoPlacesIsAWarningAndTheOneBesideThePipelineIsTaken() throws IOException {
    Path beside = Files.createDirectories(folder.resolve("beside"));
    Workspace workspace = new Workspace(folder).file("a.txt", "1").file("beside/a.txt", "2");
    Problems problems = new Problems();
    UserFiles files = new UserFiles(beside, folder);
    assertThat(files.find("a.txt", ConfigOverride.AT, problems)).contains(beside.resolve("a.txt"));
    assertThat(problems.warnings())
        .extracting(Problem::message)
        .containsExactly("\"a.txt\" is in " + beside + " and in " + folder + "; the first is used");
    workspace.file("b.txt", "");
    assertThat(files.find("b.txt", ConfigOverride.AT, problems)).contains(folder.resolve("b.txt"));
    assertThat(problems.errors()).isEmpty();
  }

  @Test
  void durationsAreReadAsUsersWriteThem() {
    assertThat(DurationText.parse("1h30m")).contains(Duration.ofMinutes(90));
    assertThat(DurationText.parse("1.5")).contains(Duration.ofMillis(1500));
    assertThat(DurationText.parse("2 min 5 s")).contains(Duration.ofSeconds(125));
    assertThat(List.of("", "m", "1 2", "-1", "1e3", "1.2.3", "2w", ".", "99999999999999"))
        .allSatisfy(text -> assertThat(DurationText.parse(text)).as(text).isEmpty());
  }
}
