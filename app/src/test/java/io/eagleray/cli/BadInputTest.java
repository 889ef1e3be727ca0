package io.eagleray.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.eagleray.cli.console.ExitCode;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is wrong in a user's files is told before anything runs: what, where, and what is right. */
class BadInputTest {
  private static final String SEARCH =
      """
      dag:
        steps:
          tune:
            type: ray
            task: {command_type: shell, command: "true", returns: [tuned]}
            ray:
              ray_tune:
                search_space: {x: %s}
                metric: score
                mode: max
      """;

  @TempDir Path folder = Path.of("");

  /** Runs the pipeline, which must be refused with one clear message for each problem. */
  private String refused(String yaml, String... arguments) {
    Workplace place = new Workplace(folder);
    assertThat(place.runPipeline(yaml, arguments)).as(yaml).isEqualTo(ExitCode.INPUT);
    assertThat(place.out()).isEmpty();
    assertThat(place.err()).contains("nothing was run.").doesNotContain("\tat ", "Exception");
    assertThat(folder.resolve(".eagleray/runs/r1/logs")).doesNotExist();
    return place.err();
  }

  @Test
  void whatNoScriptCanReturnIsToldBeforeItRuns() {
    assertThat(
            refused(
                """
                dag:
                  steps:
                    a: {command_type: shell, command: "true", returns: [my-name, {name: model, kind: object}]}
                """))
        .contains(
            "pipeline.yaml:3:57  a shell step returns variables, and no variable is called \"my-name\"",
            "a shell step returns text and JSON; \"model\" cannot be an object");
  }

  @Test
  void aCatalogPatternThatLeadsOutIsToldBeforeAnyBranchRuns() {
    assertThat(
            refused(
                """
                dag:
                  steps:
                    each:
                      type: map
                      iterate_on: [1, 2]
                      iterate_as: x
                      branch:
                        steps:
                          a: {command_type: shell, command: "true", catalog: {get: [/etc/passwd], put: ["../*.txt"]}}
                """))
        .contains(
            "pipeline.yaml:9:",
            "get: catalog pattern \"/etc/passwd\" must be relative to the working directory",
            "put: catalog pattern \"../*.txt\" leads out of the working directory",
            "docs/pipeline.md#catalog");
  }

  @Test
  void aWrongCommandTypeBringsNoErrorsOfTheUsualOne() {
    String told =
        refused(
            """
            dag:
              steps:
                a: {comand_type: shell, command: "echo 3"}
                b: {command_type: 3, command: "echo 3"}
                c: {command_type: contaner, command: "echo 3", image: debian}
            """);

    assertThat(told)
        .contains(
            "pipeline.yaml:3:9   unknown key \"comand_type\" in step \"a\"; did you mean",
            "pipeline.yaml:4:23  command_type of step \"b\" must be text, not 3",
            "pipeline.yaml:5:23  unknown command_type \"contaner\"; did you mean \"container\"?",
            "3 problems, nothing was run.");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "dag: [                | pipeline.yaml:",
        "'a: b: c'             | pipeline.yaml:1:5",
        "'dag: {}'             | \"steps\"",
        "'dag: {steps: {}}'    | pipeline.yaml:1:",
        "'- a list'            | pipeline.yaml:1:1",
        "''                    | pipeline.yaml"
      })
  void whatIsNoPipelineIsToldWithItsPlace(String yaml, String message) {
    assertThat(refused(yaml)).contains(message);
  }

  @Test
  void aliasesThatExplodeAreRefusedAtOnce() {
    StringBuilder yaml = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
    for (int i = 1; i < 12; i++) {
      yaml.append("a%d: &a%d [".formatted(i, i));
      yaml.append("*a%d, ".formatted(i - 1).repeat(9)).append("*a%d]\n".formatted(i - 1));
    }
    assertThat(refused(yaml + "dag: {steps: {a: {type: stub, x: *a11}}}\n"))
        .contains("pipeline.yaml:", "alias");
  }

  @Test
  void aDuplicateKeyNamesBothPlaces() {
    assertThat(refused("dag:\n  steps:\n    a: {type: stub}\n    a: {type: stub}\n"))
        .contains("pipeline.yaml:4:5", "\"a\"", "line 3");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{comand_type: shell, command: 'true'}                | 3:9  | did you mean \"command_type\"?",
        "{type: taks, command: 'true'}                        | 3:15 | did you mean \"task\"?",
        "{command_type: shel, command: 'true'}                | 3:23 | did you mean \"shell\"?",
        "{type: stub, next: secnd}                            | 3:27 | did you mean \"second\"?",
        "{command_type: shell, command: 'true', secrets: [NO_SUCH_TOKEN_OF_OURS]} | 3: | NO_SUCH_TOKEN_OF_OURS",
        "{type: ray, task: {command_type: shell, command: 'true'}, ray_config: tune.yaml} | 3: | tune.yaml"
      })
  void anUnknownWordIsToldWithTheNearestKnown(String step, String place, String message) {
    assertThat(refused("dag:\n  steps:\n    a: " + step + "\n    second: {type: stub}\n"))
        .contains("pipeline.yaml:" + place.strip(), message);
  }

  @Test
  void aCycleShowsItsPath() {
    assertThat(
            refused(
                """
                dag:
                  steps:
                    a: {type: stub, next: b}
                    b: {type: stub, next: c}
                    c: {type: stub, next: b}
                """))
        .contains("pipeline.yaml:", "b → c → b");
  }

  @Test
  void anUnreachableStepIsTold() {
    assertThat(
            refused(
                """
                dag:
                  steps:
                    a: {type: stub, next: success}
                    lost: {type: stub}
                """))
        .contains("pipeline.yaml:4:5", "\"lost\"");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{type: uniform, low: 1, high: 0}         | must be below",
        "{type: uniform, low: 1, high: 1}         | must be below",
        "{type: loguniform, low: 0, high: 1}      | above 0",
        "{type: choice, categories: []}           | at least one",
        "{type: choice, choices: [null, null]}    | values must differ",
        "{type: choice, choices: [1, 1.0]}        | values must differ",
        "{type: unifrom, low: 0, high: 1}         | did you mean \"uniform\"?"
      })
  void aSearchSpaceThatIsNoneIsTold(String domain, String message) {
    assertThat(refused(SEARCH.formatted(domain))).contains("pipeline.yaml:8:", message);
  }

  @Test
  void aSearchWithoutAMetricIsRefused() {
    assertThat(
            refused(
                SEARCH
                    .formatted("{type: uniform, low: 0, high: 1}")
                    .replace("          metric: score\n", "")))
        .contains("metric");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "run missing.yaml                          | 2 | missing.yaml  there is no such file",
        "run .                                     | 2 | is a folder",
        "run pipeline.yaml -P novalue              | 2 | must be name=value",
        "run pipeline.yaml -p missing.json         | 2 | missing.json",
        "run pipeline.yaml --set nothing.at.all=1  | 2 | nothing",
        "run pipeline.yaml --run-id ../evil        | 2 | ../evil",
        "run pipeline.yaml --secrets nowhere.env   | 2 | nowhere.env",
        "run pipeline.yaml --python /no/such/one   | 3 | no Python interpreter \"/no/such/one\"",
        "resume nothing-like-it                    | 2 | nothing-like-it",
        "retry nothing-like-it                     | 2 | nothing-like-it"
      })
  void aWrongCommandLineIsTold(String line, int code, String message) {
    Workplace place = new Workplace(folder);
    place.write("pipeline.yaml", "dag: {steps: {a: {type: stub}}}\n");
    assertThat(place.run(line.split(" "))).as(place.err()).isEqualTo(code);
    assertThat(place.err()).contains(message).doesNotContain("\tat ", "Exception");
  }

  @Test
  void aStackTraceIsOnlyForThoseWhoAskForIt() {
    Workplace place = new Workplace(folder);
    assertThat(place.run("run", "missing.yaml", "--debug")).isEqualTo(ExitCode.INPUT);
    assertThat(place.err()).contains("\tat io.eagleray.", "there is no such file");
  }

  @Test
  void allProblemsAreOneDocumentForPrograms() {
    Workplace place = new Workplace(folder);
    assertThat(
            place.runPipeline(
                "dag:\n  steps:\n    a: {type: taks}\n    b: {type: stub, next: c}\n",
                "--output",
                "json"))
        .isEqualTo(ExitCode.INPUT);
    assertThat(place.out())
        .hasLineCount(1)
        .startsWith("{\"status\":\"INVALID\",\"problems\":[{\"file\":\"pipeline.yaml\",\"line\":3,")
        .contains("\"line\":4,");
  }

  @Test
  void aParameterFileIsHeldToBoundsOfSizeAndDepth() {
    Workplace place = new Workplace(folder);
    Path big = place.write("big.json", "{\"big\": \"" + "x".repeat(50_000_000) + "\"}");
    Path deep =
        place.write("deep.json", "{\"deep\": " + "[".repeat(100_000) + "]".repeat(100_000) + "}");
    String stub = "dag: {steps: {a: {type: stub}}}\n";
    assertThat(refused(stub, "-p", big.toString())).contains("big.json", "bytes");
    assertThat(refused(stub, "-p", deep.toString()))
        .contains("deep.json:1:109", "nested deeper than");
  }
}
