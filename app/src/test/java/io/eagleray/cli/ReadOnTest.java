package io.eagleray.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.eagleray.cli.console.ExitCode;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Problems end with where to read on about them. */
class ReadOnTest {
  private static final String TUNE =
      """
      dag:
        steps:
          tune:
            type: ray
            task: {command_type: shell, command: "true", returns: [tuned]}
            ray: {ray_tune: {metric: score, mode: max, %s}}
      """;

  @TempDir Path folder = Path.of("");

  /** The last line that tells of a pipeline's problems. */
  private String told(String yaml) {
    Workplace place = new Workplace(folder);
    assertThat(place.runPipeline(yaml)).as(yaml).isEqualTo(ExitCode.INPUT);
    return place.err().lines().reduce("", (before, line) -> line);
  }

  @Test
  void allThatIsWrongIsToldWithTheFirstPlacesToReadOnInTheirOrder() {
    new Workplace(folder).write("Steps.java", "class Steps { static void train(int rows) {} }");
    String yaml =
        """
        dag:
          steps:
            prepare: {command_type: shell, command: "true", retunrs: [table]}
            train: {command_type: java, command: "Steps.java::train"}
            tune:
              type: ray
              task: {command_type: shell, command: "true"}
              ray:
                ray_tune:
                  metric: score
                  mode: max
                  search_space: {lr: {type: uniform, low: 0.1, high: 0.0001}}
                  scheduler: ASHASheduler
        """;
    assertThat(told(yaml))
        .isEqualTo(
            "4 problems, nothing was run. See docs/pipeline.md#returns,"
                + " docs/pipeline.md#parameters, docs/ray-config.md#search-space");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{command_type: shell, command: x, comandtype: y}               | pipeline.md#tasks",
        "{command_type: shell, command: x, returns: [{name: a, kind: b}]} | pipeline.md#returns",
        "{command_type: shell, command: x, secrets: [NO_SUCH_TOKEN_OF_OURS]} | pipeline.md#secrets",
        "{command_type: shell, command: x, catalog: {got: a}}          | pipeline.md#catalog",
        "{command_type: shell, command: x, retry: {delay: 1s}}         | pipeline.md#retries-and-timeouts",
        "{command_type: shell, command: x, timeuot: 1s}                | pipeline.md#retries-and-timeouts",
        "{type: stub, next: nowhere}                                   | pipeline.md#order",
        "{type: taks, command: x}                                      | pipeline.md#steps",
        "{type: ray, task: {command: x}, ray_config: no.yaml}          | pipeline.md#relative-paths",
        "{command_type: java, command: 'No.java::x'}                   | pipeline.md#relative-paths",
        "{command_type: java, command: 'java.lang.Math::hypto'}        | java.md#java-functions"
      })
  void whatIsWrongWithAStepNamesItsPart(String step, String link) {
    assertThat(told("dag: {steps: {a: " + step + "}}\n"))
        .isEqualTo("1 problem, nothing was run. See docs/" + link);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "sampels: 3                                        | ray_tune",
        "num_samples: many                                 | ray_tune",
        "search_space: {scheduler: {type: uniform, low: 0}} | search-space",
        "search_space: {x: {type: unifrom, low: 0}}        | search-space",
        "search_algorithm: {type: Optuna}                  | samplers",
        "search_algorithm: {type: tpe, n_startup: 3}       | samplers",
        "scheduler: ASHASheduler                           | schedulers",
        "'scheduler: {type: asha, max_t: -1}'              | schedulers",
        "'stop: {type: NoImprovementStoper}'               | stoppers"
      })
  void whatIsWrongWithASearchNamesItsPart(String key, String link) {
    assertThat(told(TUNE.formatted(key.strip())))
        .endsWith("nothing was run. See docs/ray-config.md#" + link);
  }

  @Test
  void whereNothingMoreIsSaidNoLinkIsGiven() {
    assertThat(told("dag: [\n")).isEqualTo("1 problem, nothing was run.");
  }

  @Test
  void aStepIsFreeToBeCalledLikeAKey() {
    assertThat(told("dag: {steps: {returns: {command_type: shell, comand: x}}}\n"))
        .endsWith("See docs/pipeline.md#tasks");
  }
}
