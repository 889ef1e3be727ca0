package io.eagleray.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.eagleray.json.Json;
import io.eagleray.json.JsonObject;
import io.eagleray.problem.InvalidInputException;
import io.eagleray.run.RunState;
import io.eagleray.run.RunStatus;
import io.eagleray.run.StepPath;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("slow")
class PythonRunTest {
  private static final StepPath TUNE = new StepPath("tune");

  @TempDir Path folder;

  @Test
  void pythonStepsPassJsonObjectsAndMetricsOn() {
    try (TestEngine engine = new TestEngine(folder)) {
      engine.write(
          "steps.py",
          """
          class Model:
              def __init__(self, weight):
                  self.weight = weight

          def fit(start: int):
              print("fitting", start)
              return Model(start + 1), {"rows": [1, 2, start]}

          def score(model, table, bonus=0.5):
              return model.weight * len(table["rows"]) + bonus
          """);
      RunState state =
          engine.run(
              """
              dag:
                steps:
                  fit: {command: steps.fit, returns: [{name: model, kind: object}, table]}
                  score: {command: steps.score, returns: [{name: score, kind: metric}]}
              """,
              "start=20");
      assertThat(state.failure()).isEmpty();
      assertThat(engine.value("score")).isEqualTo(Json.of(63.5));
      assertThat(folder.resolve(".eagleray/runs/r1/logs/fit-1.log")).hasContent("fitting 20\n");
    }
  }

  @Test
  void keywordArgumentsComeInTheOrderInWhichTheyWereGivenAndReturned() {
    try (TestEngine engine = new TestEngine(folder)) {
      engine.write(
          "steps.py",
          """
          def more():
              return 6, 7, 8

          def names(**keywords):
              return " ".join(keywords)
          """);
      RunState state =
          engine.run(
              """
              dag:
                steps:
                  more: {command: steps.more, returns: [late, first, other]}
                  names: {command: steps.names, returns: [names]}
              """,
              "zeta=1",
              "alpha=2",
              "mid=3",
              "beta=4",
              "omega=5");
      assertThat(state.failure()).isEmpty();
      assertThat(engine.value("names"))
          .isEqualTo(Json.of("zeta alpha mid beta omega late first other"));
    }
  }

  @Test
  void asyncStepsAndGeneratorsHandOnTheirLastValueAndTellTheOthersInTheLog() {
    try (TestEngine engine = new TestEngine(folder)) {
      engine.write(
          "chat.py",
          """
          async def ask(question: str):
              yield {"type": "token", "text": question}
              yield {"type": "finished", "answer": 40, "tokens": 2}

          async def add(answer, tokens):
              return answer + tokens

          def count(total):
              for i in range(total):
                  yield i
          """);
      RunState state =
          engine.run(
              """
              dag:
                steps:
                  ask:
                    command_type: async-python
                    command: chat.ask
                    stream_end_type: finished
                    returns: [answer, tokens]
                  add: {command: chat.add, returns: [total]}
                  count: {command: chat.count, returns: [last]}
              """,
              "question=why");
      assertThat(state.failure()).isEmpty();
      assertThat(engine.value("total")).isEqualTo(Json.of(42));
      assertThat(engine.value("last")).isEqualTo(Json.of(41));
      assertThat(folder.resolve(".eagleray/runs/r1/logs/ask-1.log"))
          .content()
          .startsWith("{\"type\": \"token\", \"text\": \"why\"}\n");
    }
  }

  @Test
  void aTrialTakesItsConfigurationWholeAndUsesTheCpusThatItIsGiven() {
    try (TestEngine engine = new TestEngine(folder)) {
      engine.write(
          "train.py",
          """
          import os

          def train(config):
              return {"height": config["x"], "threads": os.environ["OMP_NUM_THREADS"]}
          """);
      RunState state =
          engine.run(
              """
              dag:
                steps:
                  tune:
                    type: ray
                    task: {command: train.train, returns: [tuned]}
                    ray:
                      default_resources: {num_cpus: 2}
                      ray_tune:
                        search_space: {x: {type: grid_search, values: [1, 2]}}
                        metric: height
                        mode: max
                        num_samples: 1
              """);
      assertThat(state.failure()).isEmpty();
      assertThat(engine.value("tuned").text())
          .contains("\"best_config\":{\"x\":2}", "\"threads\":\"2\"");
    }
  }

  @Test
  void aChoiceMayBeNone() {
    try (TestEngine engine = new TestEngine(folder)) {
      engine.write(
          "train.py",
          """
          def train(depth):
              return {"height": 10 if depth is None else depth}

          def deepest(tuned):
              return tuned["best_config"]["depth"] is None
          """);
      RunState state =
          engine.run(
              """
              dag:
                steps:
                  tune:
                    type: ray
                    task: {command: train.train, returns: [tuned]}
                    ray:
                      ray_tune:
                        search_space: {depth: {type: choice, choices: [1, null, 5]}}
                        metric: height
                        mode: max
                        num_samples: 14
                        seed: 3
                        points_to_evaluate: [{depth: null}]
                  judge: {command: train.deepest, returns: [deepest]}
              """);
      assertThat(state.failure()).isEmpty();
      assertThat(state.trials(new StepPath("tune")))
          .extracting(trial -> trial.config().text())
          .contains("{\"depth\":null}", "{\"depth\":5}");
      assertThat(engine.value("deepest")).isEqualTo(Json.of(true));
    }
  }

  @Test
  void aGeneratorIsStoppedEarlyAndItsBestModelIsHandedOn() {
    try (TestEngine engine = new TestEngine(folder)) {
      engine.write(
          "train.py",
          """
          def train(x: float):
              for step in range(9):
                  yield {"height": 1 - abs(x - 0.3) + step * 0.01}
              return {"model": {1, 2}, "x": x}

          def evaluate(tuned):
              return tuned["best_trial"]["height"]
          """);
      RunState state =
          engine.run(
              """
              dag:
                steps:
                  tune:
                    type: ray
                    task: {command: train.train, returns: [tuned]}
                    ray:
                      ray_tune:
                        search_space: {x: {type: uniform, low: 0, high: 1}}
                        scheduler: {type: ASHAScheduler, max_t: 9, grace_period: 1, reduction_factor: 3}
                        search_algorithm: {type: OptunaSearch, metric: height, mode: max}
                        num_samples: 12
                        seed: 3
                  evaluate: {command: train.evaluate, returns: [{name: best, kind: metric}]}
              """);
      assertThat(state.failure()).isEmpty();
      assertThat(state.status()).isEqualTo(RunStatus.SUCCESS);
      assertThat(state.trialCounts(TUNE).stopped()).isPositive();
      JsonObject best = ((JsonObject) engine.value("tuned")).object("best_trial");
      assertThat(engine.value("best")).isEqualTo(best.get("height").orElseThrow());
    }
  }

  @Test
  void withoutASearchARayNodeRunsItsFunctionOnce() {
    try (TestEngine engine = new TestEngine(folder)) {
      engine.write(
          "fit.py",
          """
          def plain(n):
              return n + 1

          def stages(n):
              for step in range(3):
                  yield {"loss": 1 / (step + 1)}
              return n + 2
          """);
      RunState state =
          engine.run(
              """
              dag:
                steps:
                  plain: {type: ray, ray: {}, task: {command: fit.plain, returns: [a]}}
                  stages: {type: ray, ray: {ray_cluster: {address: local}}, task: {command: fit.stages, returns: [b]}}
              """,
              "n=5");
      assertThat(state.failure()).isEmpty();
      assertThat(engine.value("a")).isEqualTo(Json.of(6L));
      assertThat(engine.value("b")).isEqualTo(Json.of(7L));
    }
  }

  @Test
  void anImportErrorIsToldBeforeAnythingRuns() {
    try (TestEngine engine = new TestEngine(folder)) {
      engine.write("broken.py", "import json\nimport no_such_module\n\ndef go():\n    pass\n");
      assertThatThrownBy(() ->
              engine.run(
                  """
                  dag:
                    steps:
                      mark: {command_type: shell, command: "touch ran"}
                      go: {command: broken.go}
                  """))
          .isInstanceOf(InvalidInputException.class)
          .hasMessageContaining("broken.py:2:")
          .hasMessageContaining("no_such_module");
      assertThat(folder.resolve("ran")).doesNotExist();
    }
  }

  @Test
  void aMisspeltFunctionIsToldWithTheNearestOne() {
    try (TestEngine engine = new TestEngine(folder)) {
      engine.write("train.py", "def train_model(x):\n    return x\n");
      assertThatThrownBy(
              () -> engine.run("dag: {steps: {go: {command: train.train_modle}}}", "x=1"))
          .hasMessageContaining("pipeline.yaml:1:")
          .hasMessageContaining("train_model");
    }
  }

  @Test
  void anEnvironmentWhoseNameNoFileHasIsToldInItsPlace() {
    try (TestEngine engine = new TestEngine(folder)) {
      engine.write("train.py", "def go(): pass\n");
      assertThatThrownBy(
              () -> engine.run("dag: {steps: {go: {command: train.go, environment: \"a\\0b\"}}}"))
          .isInstanceOf(InvalidInputException.class)
          .hasMessageContaining("pipeline.yaml:1:")
          .hasMessageContaining("is no usable file name");
    }
  }

  @Test
  void anObjectOfJavaThatPythonDeclaresAsItsOwnIsRefused() {
    try (TestEngine engine = new TestEngine(folder)) {
      engine.write(
          "Make.java",
          "public class Make { public static java.util.BitSet make() { return new java.util.BitSet(); } }");
      engine.write(
          "use.py", "def use(bits: list):\n    return 1\n\ndef keep(bits):\n    return bits\n");
      String pipeline =
          """
          dag:
            steps:
              make: {command_type: java, command: "Make.java::make", returns: [{name: bits, kind: object}]}
              use: {command: use.%s, returns: [again]}
          """;
      assertThatThrownBy(() -> engine.run(pipeline.formatted("use")))
          .hasMessageContaining("\"bits\" as list")
          .hasMessageContaining("an object of java");
      assertThat(engine.run(pipeline.formatted("keep")).status()).isEqualTo(RunStatus.SUCCESS);
      assertThat(engine.value("again")).isEqualTo(engine.value("bits"));
    }
  }

  @Test
  void anErrorOfTheFunctionNamesItsPlace() {
    try (TestEngine engine = new TestEngine(folder)) {
      engine.write("bad.py", "def go():\n    return float('n/a')\n");
      RunState state = engine.run("dag: {steps: {go: {command: bad.go}}}");
      assertThat(state.status()).isEqualTo(RunStatus.FAILED);
      assertThat(state.failure().orElseThrow().toString())
          .isEqualTo("ValueError: could not convert string to float: 'n/a'");
      assertThat(state.failure().orElseThrow().at()).contains("bad.py:2 in go");
    }
  }
}
