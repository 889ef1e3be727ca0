package io.eagleray.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import io.eagleray.problem.Problem;
import io.eagleray.problem.Problems;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigFileTest {
  private static final List<String> TYPES = List.of("sqlite", "memory", "buffered");

  @TempDir Path folder = Path.of("");
  private final Problems problems = new Problems();

  private ConfigFile read(String text) throws IOException {
    return read(text, Map.of());
  }

  private ConfigFile read(String text, Map<String, String> environment) throws IOException {
    Path file = Files.writeString(folder.resolve("c.yaml"), text);
    return ConfigFile.read(file, "c.yaml", environment, problems).orElseThrow();
  }

  private List<String> errors() {
    return problems.errors().stream().map(Problem::toString).toList();
  }

  @Test
  void aSectionIsItsTypeAndWhatTheServiceIsTold() throws IOException {
    ConfigFile file = read("run-log-store:\n  type: sqlite\n  config: {log_folder: a}\n");

    ConfigFile.Section section = file.section("run-log-store", TYPES).orElseThrow();
    assertThat(section.type()).isEqualTo("sqlite");
    assertThat(section.config().text("log_folder")).contains("a");
    file.finish();
    assertThat(errors()).isEmpty();
  }

  @Test
  void aSectionMayBeWrittenWithUnderscoresAndWithoutConfig() throws IOException {
    ConfigFile file = read("run_log_store: {type: buffered}\ncatalog: {type: x, config: }\n");

    assertThat(file.section("run-log-store", TYPES)).isPresent();
    assertThat(file.section("catalog", List.of("x")).orElseThrow().config().keys()).isEmpty();
    assertThat(file.section("secrets", List.of("x"))).isEmpty();
    file.finish();
    assertThat(errors()).isEmpty();
  }

  @Test
  void everyProblemIsToldWithItsPlaceAndTheNearestWord() throws IOException {
    ConfigFile file =
        read(
            """
            run-log-store: {type: buffred, config: {x: 1}}
            catalog: {config: {}}
            secrets: {type: s, config: {locaton: a}}
            pickler: 3
            run-log-stor: {type: sqlite}
            """);
    file.section("run-log-store", TYPES);
    file.section("catalog", List.of("folder"));
    file.section("secrets", List.of("s")).orElseThrow().config().text("location");
    file.section("pickler", List.of("pickle"));
    file.finish();

    assertThat(errors())
        .satisfiesExactly(
            one ->
                assertThat(one)
                    .contains("c.yaml:1:23")
                    .contains("unknown run-log-store \"buffred\"; did you mean \"buffered\"?"),
            two -> assertThat(two).contains("c.yaml:2:1").contains("catalog needs a \"type\""),
            three ->
                assertThat(three)
                    .contains("c.yaml:3:29")
                    .contains("unknown key \"locaton\" in secrets.config")
                    .contains("did you mean \"location\"?"),
            four -> assertThat(four).contains("c.yaml:4:10").contains("must be a mapping, not 3"),
            five ->
                assertThat(five)
                    .contains("c.yaml:5:1")
                    .contains("unknown key \"run-log-stor\"; did you mean \"run-log-store\"?"));
  }

  @Test
  void oneSectionInTwoWritingsIsAnError() throws IOException {
    ConfigFile file = read("run-log-store: {type: sqlite}\nrun_log_store: {type: sqlite}\n");
    file.section("run-log-store", TYPES);
    file.finish();

    assertThat(errors()).singleElement().asString().contains("c.yaml:2:1").contains("not both");
  }

  @Test
  void variablesOfTheEnvironmentArePutIn() throws IOException {
    ConfigFile file =
        read(
            "catalog: {type: x, config: {a: \"${host}:$port\", b: $port, c: $$5, d: $none}}\n",
            Map.of("EAGLERAY_VAR_host", "db", "RUNNABLE_VAR_port", "5432"));

    var config = file.section("catalog", List.of("x")).orElseThrow().config();
    assertThat(config.text("a")).contains("db:5432");
    assertThat(config.integer("b")).hasValue(5432);
    assertThat(config.text("c")).contains("$5");
    assertThat(config.text("d")).contains("$none");
    assertThat(problems.warnings())
        .singleElement()
        .asString()
        .contains("c.yaml:1")
        .contains("EAGLERAY_VAR_none is not set");
  }

  @Test
  void aVariableOfDigitsMayBeAText() throws IOException {
    ConfigFile file =
        read(
            "catalog: {type: x, config: {a: $day, b: [$day], c: $none}}\n",
            Map.of("EAGLERAY_VAR_day", "0020260101", "EAGLERAY_VAR_none", ""));

    var config = file.section("catalog", List.of("x")).orElseThrow().config();
    assertThat(config.text("a")).contains("0020260101");
    assertThat(config.integer("a")).hasValue(20260101);
    assertThat(config.texts("b")).containsExactly("0020260101");
    assertThat(config.text("c")).contains("");
    assertThat(errors()).isEmpty();
  }

  @Test
  void whatAVariableHoldsIsInNoMessage() throws IOException {
    ConfigFile file =
        read(
            "catalog: {type: x, config: {a: $key, b: \"http://me:${key}@h\"}}\n",
            Map.of("EAGLERAY_VAR_key", "123456789"));

    var config = file.section("catalog", List.of("x")).orElseThrow().config();
    config.duration("b");
    config.bool("a");
    config.reject("a", "another");
    assertThat(errors())
        .containsExactly(
            "c.yaml:1:32  catalog.config.a must be true or false, not \"$key\"",
            "c.yaml:1:32  catalog.config.a must be another, not \"$key\"",
            "c.yaml:1:41  catalog.config.b must be a duration (500ms, 2s, 1m, 2h, 7d), not"
                + " \"http://me:${key}@h\"");
  }

  @Test
  void aFileThatIsNoMappingIsRefused() throws IOException {
    Path file = Files.writeString(folder.resolve("c.yaml"), "[1]");

    assertThat(ConfigFile.read(file, "c.yaml", Map.of(), problems)).isEqualTo(Optional.empty());
    assertThat(errors()).singleElement().asString().contains("must be a mapping");
  }
}
