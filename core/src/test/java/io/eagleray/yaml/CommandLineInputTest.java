package io.eagleray.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.eagleray.json.Json;
import io.eagleray.problem.InvalidInputException;
import io.eagleray.problem.Location;
import io.eagleray.problem.Problem;
import io.eagleray.problem.Problems;
import io.eagleray.testkit.Workspace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
  }

  @Test
  void anAssignedValueIsJsonOrElseText() {
    assertThat(Assignment.parse("a=1e-4", "").value()).isEqualTo(Json.of(1e-4));
    assertThat(Assignment.parse("a=[1, \"x=y\"]", "").value()).hasToString("[1,\"x=y\"]");
    assertThat(Assignment.parse("a=10m", "").value()).isEqualTo(Json.of("10m"));
    assertThat(Assignment.parse("a=", "").value()).isEqualTo(Json.of(""));
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
