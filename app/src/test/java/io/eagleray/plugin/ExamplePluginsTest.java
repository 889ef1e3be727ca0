package io.eagleray.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import io.eagleray.json.Json;
import io.eagleray.json.JsonArray;
import io.eagleray.json.JsonNumber;
import io.eagleray.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The plugins in examples/plugin do what its README says. */
@Tag("slow")
final class ExamplePluginsTest {
  private static final String FAILING =
      """
      dag:
        steps:
          tune:
            type: ray
            task: {command_type: shell, command: exit 1, returns: [tuned]}
            ray:
              ray_cluster: {address: local}
              ray_tune:
                metric: loss
                mode: min
                num_samples: 20
                max_concurrent_trials: 1
                search_space: {rate: {type: uniform, low: 0, high: 1}}
                search_algorithm: {type: corners}
                stop: {type: give_up, failures: 3}
      """;

  @TempDir static Path folder;
  private static CommandLine eagleray = new CommandLine(Path.of(""), List.of());
  private static JsonObject run = JsonObject.EMPTY;

  @BeforeAll
  static void runTheTour() throws Exception {
    eagleray = new CommandLine(folder, List.of(PluginJar.of(folder)));
    for (String file : List.of("tour.yaml", "config.yaml", "Descent.java")) {
      Files.copy(PluginJar.EXAMPLE.resolve(file), folder.resolve(file));
    }
    CommandLine.Ended ended = eagleray.run(words("run tour.yaml -P name=Ada -P total=1"));
    assertThat(ended.code()).as(ended.err()).isZero();
    run = eagleray.run(words("show last")).document();
  }

  private static String[] words(String command) {
    return Stream.concat(
            Stream.of(command.split(" ")), Stream.of("--config", "config.yaml", "--output", "json"))
        .toArray(String[]::new);
  }

  @Test
  void theTaskRunnerPutsParametersIntoItsText() {
    assertThat(run.object("parameters").text("greeting")).hasValue("HELLO, ADA!");
  }

  @Test
  void theTaskRunnerSaysBeforeTheRunWhatItsTextLacks() throws Exception {
    CommandLine.Ended ended = eagleray.run(words("validate tour.yaml -P total=1"));

    assertThat(ended.code()).isEqualTo(2);
    assertThat(ended.out() + ended.err()).contains("tour.yaml").contains("name").contains("greet");
  }

  @Test
  void theNodeTypeWalksItsBranchTwice() {
    assertThat(run.object("parameters").integer("total")).hasValue(4);
  }

  @Test
  void theStoreTellsOfEachEventInALine() throws IOException {
    assertThat(Files.readAllLines(folder.resolve("out/events.txt")))
        .anyMatch(line -> line.endsWith(" RunCreated"))
        .anyMatch(line -> line.endsWith(" StepEnded greet"))
        .anyMatch(line -> line.endsWith(" StepEnded again.second.double"))
        .anyMatch(line -> line.endsWith(" TrialEnded tune"))
        .last()
        .matches(line -> line.endsWith(" RunEnded"));
  }

  @Test
  void theCatalogShowsTheNewestOfAFileInAFolder() throws IOException {
    assertThat(folder.resolve("out/published/total.txt")).hasContent("4");
  }

  @Test
  void theSamplerTriesTheCornersFirst() {
    assertThat(trials().subList(0, 4))
        .map(trial -> trial.object("config").text())
        .containsExactly(
            "{\"rate\":0.1,\"start\":-2.0}",
            "{\"rate\":1.2,\"start\":-2.0}",
            "{\"rate\":0.1,\"start\":2.0}",
            "{\"rate\":1.2,\"start\":2.0}");
  }

  @Test
  void theSchedulerStopsTrialsThatGetWorse() {
    Predicate<JsonObject> runsAway = trial -> number(trial.object("config"), "rate") > 1;

    assertThat(trials()).hasSize(6);
    assertThat(trials())
        .filteredOn(runsAway)
        .map(ExamplePluginsTest::status)
        .containsOnly("STOPPED");
    assertThat(trials())
        .filteredOn(runsAway.negate())
        .map(ExamplePluginsTest::status)
        .containsOnly("COMPLETED");
  }

  private static String status(JsonObject trial) {
    return trial.text("status").orElseThrow();
  }

  private static double number(JsonObject object, String name) {
    return ((JsonNumber) object.get(name).orElseThrow()).value().doubleValue();
  }

  /** Those of the last step, in their order. */
  private static List<JsonObject> trials() {
    return step("tune", run).get("trial_list").stream()
        .flatMap(list -> ((JsonArray) list).items().stream())
        .map(JsonObject.class::cast)
        .toList();
  }

  private static JsonObject step(String path, JsonObject document) {
    Json steps = Objects.requireNonNull(document.fields().get("steps"));
    return ((JsonArray) steps)
        .items().stream()
            .map(JsonObject.class::cast)
            .filter(step -> step.text("path").equals(Optional.of(path)))
            .findFirst()
            .orElseThrow();
  }

  @Test
  void theStopperEndsASearchThatOnlyFails(@TempDir Path other) throws Exception {
    Files.writeString(other.resolve("failing.yaml"), FAILING);

    CommandLine.Ended ended =
        new CommandLine(other, eagleray.jars()).run("run", "failing.yaml", "--output", "json");

    assertThat(ended.code()).as(ended.err()).isEqualTo(1);
    assertThat(step("tune", ended.document()).object("trials").integer("total")).hasValue(3);
    assertThat(step("tune", ended.document()).object("trials").integer("failed")).hasValue(3);
  }

  @Test
  void withoutTheJarEachWordOfItIsUnknown() throws Exception {
    CommandLine.Ended ended =
        new CommandLine(folder, List.of())
            .run("validate", "tour.yaml", "-P", "name=Ada", "-P", "total=1");

    assertThat(ended.code()).isEqualTo(2);
    assertThat(ended.err())
        .contains("unknown command_type \"echo\"")
        .contains("unknown type \"twice\"")
        .contains("corners")
        .contains("diverging")
        .contains("give_up");
  }
}
