package io.eagleray.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.eagleray.json.Json;
import io.eagleray.json.JsonObject;
import io.eagleray.run.RunState;
import io.eagleray.run.RunStatus;
import io.eagleray.run.StepPath;
import io.eagleray.run.TrialState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("slow")
class JavaRunTest {
  private static final StepPath TUNE = new StepPath("tune");

  private static final String SOURCE =
      """
      import io.eagleray.trial.Trial;
      import java.util.Map;

      public class Hill {
        public static double[] prepare() {
          return new double[] {0.25, 0.75};
        }


        public static final class Fitted implements java.io.Serializable {
          final double x;
          Fitted(double x) { this.x = x; }
        }

        public static Map<String, Object> train(double x, double[] peak, Trial trial) {
          for (int step = 1; step <= 9; step++) {
            trial.report(Map.of("height", 1 - Math.abs(x - peak[0]) + step * 0.01));
          }
          return Map.of("model", new Fitted(x));
        }

        public static double evaluate(Map<String, Object> tuned) {
          Map<?, ?> best = (Map<?, ?>) tuned.get("best_trial");
          return ((Fitted) best.get("model")).x;
        }
      }
      """;

  private static final String PIPELINE =
      """
      dag:
        steps:
          prepare: {command_type: java, command: "Hill.java::prepare", returns: [peak]}
          tune:
            type: ray
            task: {command_type: java, command: "Hill.java::train", returns: [tuned]}
            ray:
              ray_tune:
                search_space: {x: {type: uniform, low: 0, high: 1}}
                metric: height
                mode: max
                num_samples: 24
                max_concurrent_trials: %d
                seed: 3
                scheduler: {type: ASHAScheduler, max_t: 9, grace_period: 1, reduction_factor: 3}
          evaluate: {command_type: java, command: "Hill.java::evaluate", returns: [{name: x, kind: metric}]}
      """;

  @TempDir Path folder;

  @Test
  void aJavaSearchStopsTrialsEarlyAndHandsItsBestModelOn() {
    try (TestEngine engine = new TestEngine(folder)) {
      engine.write("Hill.java", SOURCE);
      RunState state = engine.run(PIPELINE.formatted(2));
      assertThat(state.failure()).isEmpty();
      assertThat(state.status()).isEqualTo(RunStatus.SUCCESS);
      assertThat(state.trialCounts(TUNE).stopped()).isPositive();
      assertThat(state.trialCounts(TUNE).total()).isEqualTo(24);
      JsonObject tuned = (JsonObject) engine.value("tuned");
      assertThat(engine.value("x")).isEqualTo(tuned.object("best_config").get("x").orElseThrow());
    }
  }

  @Test
  void onlyTheObjectsOfTheBestTrialsStayInTheCatalog() throws IOException {
    for (String keep : List.of("best", "3", "all")) {
      Path own = folder.resolve(keep);
      try (TestEngine engine = new TestEngine(own)) {
        engine.write("Hill.java", SOURCE);
        String scheduled = PIPELINE.formatted(2);
        String plain =
            scheduled
                .replaceAll(" *scheduler: .*\n", "")
                .replaceAll("( *)num_samples: 24", "$1num_samples: 5\n$1keep_objects: " + keep);
        assertThat(engine.run(plain).status()).isEqualTo(RunStatus.SUCCESS);
        int expected = keep.equals("best") ? 1 : keep.equals("3") ? 3 : 5;
        try (Stream<Path> objects = Files.walk(own.resolve(".eagleray/catalog/objects"))) {
          assertThat(objects.filter(Files::isRegularFile)).as(keep).hasSize(expected);
        }
      }
    }
  }

  @Test
  void theSameSeedGivesTheSameTrialsOneAtATime() {
    List<JsonObject> first = configs(folder.resolve("a"));
    assertThat(first).hasSize(24).isEqualTo(configs(folder.resolve("b")));
  }

  private static List<JsonObject> configs(Path folder) {
    try (TestEngine engine = new TestEngine(folder)) {
      engine.write("Hill.java", SOURCE);
      return engine.run(PIPELINE.formatted(1)).trials(TUNE).stream()
          .map(TrialState::config)
          .toList();
    }
  }

  @Test
  void aStudyIsEnlargedOnRetryAndKeepsItsTrials() {
    try (TestEngine engine = new TestEngine(folder)) {
      engine.write("Hill.java", SOURCE);
      List<TrialState> before = engine.run(PIPELINE.formatted(1)).trials(TUNE);
      RunState more = engine.retry("ray_tune.num_samples=30");
      assertThat(more.status()).isEqualTo(RunStatus.SUCCESS);
      assertThat(more.trials(TUNE)).hasSize(30);
      assertThat(more.trials(TUNE).subList(0, 24)).isEqualTo(before);
    }
  }

  @Test
  void failingTrialsDoNotEndTheStudy() {
    try (TestEngine engine = new TestEngine(folder)) {
      engine.write(
          "Fragile.java",
          """
          public class Fragile {
            public static java.util.Map<String, Object> train(double x) {
              if (x > 0.5) {
                throw new IllegalArgumentException("too large: " + x);
              }
              return java.util.Map.of("score", x);
            }
          }
          """);
      RunState state =
          engine.run(
              """
              dag:
                steps:
                  tune:
                    type: ray
                    task: {command_type: java, command: "Fragile.java::train", returns: [tuned]}
                    ray:
                      ray_tune:
                        search_space: {x: {type: uniform, low: 0, high: 1}}
                        search_algorithm: {type: random, metric: score, mode: max}
                        num_samples: 12
                        seed: 5
              """);
      assertThat(state.status()).isEqualTo(RunStatus.SUCCESS);
      assertThat(state.trialCounts(TUNE).failed()).isPositive();
      assertThat(state.trialCounts(TUNE).completed()).isPositive();
      assertThat(state.trials(TUNE).stream().flatMap(trial -> trial.failure().stream()))
          .allSatisfy(failure -> {
            assertThat(failure.message()).contains("too large");
            assertThat(failure.at())
                .hasValueSatisfying(at -> assertThat(at).contains("Fragile.java:4"));
          });
    }
  }

  @Test
  void aSystemExitInATrialFailsThatTrialOnly() {
    try (TestEngine engine = new TestEngine(folder)) {
      engine.write(
          "Exits.java",
          """
          public class Exits {
            public static java.util.Map<String, Object> train(int n) throws Exception {
              if (n == 2) {
                System.exit(7);
              }
              Thread.sleep(50);
              return java.util.Map.of("score", n);
            }
          }
          """);
      RunState state =
          engine.run(
              """
              dag:
                steps:
                  tune:
                    type: ray
                    task: {command_type: java, command: "Exits.java::train", returns: [tuned]}
                    ray:
                      ray_tune:
                        search_space: {n: {type: grid_search, values: [1, 2, 3, 4]}}
                        metric: score
                        mode: max
                        num_samples: 1
                        seed: 5
              """);
      assertThat(state.status()).isEqualTo(RunStatus.SUCCESS);
      assertThat(state.trialCounts(TUNE).failed()).isEqualTo(1);
      assertThat(state.trialCounts(TUNE).completed()).isEqualTo(3);
      assertThat(engine.value("tuned").text()).contains("\"best_config\":{\"n\":4}");
    }
  }

  @Test
  void aGridIsTriedWholeAlsoAfterConfigurationsThatAreTriedFirst() {
    try (TestEngine engine = new TestEngine(folder)) {
      engine.write(
          "Grid.java",
          """
          public class Grid {
            public static java.util.Map<String, Object> train(
                java.util.Map<String, Object> config) {
              return java.util.Map.of("score", config.get("n"));
            }
          }
          """);
      RunState state =
          engine.run(
              """
              dag:
                steps:
                  tune:
                    type: ray
                    task: {command_type: java, command: "Grid.java::train", returns: [tuned]}
                    ray:
                      ray_tune:
                        search_space: {n: {type: grid_search, values: [1, 2, 3]}}
                        metric: score
                        mode: max
                        num_samples: 1
                        points_to_evaluate: [{n: 1}, {n: 2}]
              """);
      assertThat(state.failure()).isEmpty();
      assertThat(state.trials(TUNE))
          .extracting(trial -> trial.config().text())
          .containsExactly("{\"n\":1}", "{\"n\":2}", "{\"n\":1}", "{\"n\":2}", "{\"n\":3}");
    }
  }

  @Test
  void aJsonValueTravelsThroughAJavaStep() {
    try (TestEngine engine = new TestEngine(folder)) {
      engine.write(
          "Sum.java",
          "public class Sum { public static int sum(java.util.List<Integer> numbers) {"
              + " return numbers.stream().mapToInt(i -> i).sum(); } }");
      engine.run(
          """
          dag:
            steps:
              sum: {command_type: java, command: "Sum.java::sum", returns: [total]}
          """,
          "numbers=[1,2,3]");
      assertThat(engine.value("total")).isEqualTo(Json.of(6L));
    }
  }
}
