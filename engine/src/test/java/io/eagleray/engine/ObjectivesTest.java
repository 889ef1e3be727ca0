package io.eagleray.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.eagleray.json.Json;
import io.eagleray.json.JsonArray;
import io.eagleray.json.JsonNumber;
import io.eagleray.json.JsonObject;
import io.eagleray.run.RunEvent;
import io.eagleray.run.RunState;
import io.eagleray.run.RunStatus;
import io.eagleray.run.StepPath;
import io.eagleray.run.TrialState;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A Ray node's search with several metrics. */
@Tag("slow")
class ObjectivesTest {
  private static final StepPath TUNE = new StepPath("tune");

  /** The cheaper it is, the larger its loss; what lies above the curve is dominated. */
  private static final String SOURCE =
      """
      import java.util.Map;

      public class Trade {
        public static final class Fitted implements java.io.Serializable {
          final double x;
          Fitted(double x) { this.x = x; }
        }

        public static Map<String, Object> train(double x, double waste) {
          return Map.of(
              "loss", (1 - x) * (1 - x) + waste, "saving", -x * x - waste, "model", new Fitted(x));
        }

        public static double chosen(Map<String, Object> tuned) {
          return ((Fitted) ((Map<?, ?>) tuned.get("best_trial")).get("model")).x;
        }
      }
      """;

  private static final String PIPELINE =
      """
      dag:
        steps:
          tune:
            type: ray
            task: {command_type: java, command: "Trade.java::train", returns: [tuned]}
            ray:
              ray_tune:
                search_space:
                  x: {type: uniform, low: 0, high: 1}
                  waste: {type: uniform, low: 0, high: 1}
                metric: [loss, saving]
                mode: [min, max]
                num_samples: 24
                max_concurrent_trials: 1
                seed: 3
          chosen: {command_type: java, command: "Trade.java::chosen", returns: [x]}
      """;

  @TempDir Path folder;
  private TestEngine engine;

  @BeforeEach
  void open() {
    engine = new TestEngine(folder);
    engine.write("Trade.java", SOURCE);
  }

  @AfterEach
  void close() {
    engine.close();
  }

  @Test
  void itsResultIsTheFrontWithItsObjectsAndACompromiseAsTheBestTrial() {
    RunState state = engine.run(PIPELINE);

    assertThat(state.status()).isEqualTo(RunStatus.SUCCESS);
    JsonObject tuned = (JsonObject) engine.value("tuned");
    List<Json> front = ((JsonArray) tuned.get("pareto").orElseThrow()).items();
    List<TrialState> trials = state.trials(TUNE);
    assertThat(trials).hasSize(24);
    assertThat(front.stream().map(member -> ((JsonObject) member).integer("trial_id").getAsLong()))
        .containsExactlyInAnyOrderElementsOf(
            trials.stream()
                .filter(trial -> trials.stream().noneMatch(other -> isBetter(other, trial)))
                .map(trial -> (long) trial.number())
                .toList());
    assertThat(front).allMatch(member -> ((JsonObject) member).get("model").isPresent());
    assertThat(tuned.get("best_trial")).contains(front.getFirst());
    assertThat(tuned.get("metric")).contains(Json.parse("[\"loss\", \"saving\"]"));
    assertThat(tuned.get("mode")).contains(Json.parse("[\"min\", \"max\"]"));
    assertThat(engine.value("x")).isEqualTo(tuned.object("best_config").get("x").orElseThrow());
    JsonObject handOver =
        state.step(TUNE).orElseThrow().phases().getOrDefault("fan-in", JsonObject.EMPTY);
    assertThat(((JsonArray) handOver.get("pareto").orElseThrow()).items()).hasSameSizeAs(front);
    assertThat(((JsonArray) handOver.get("best_value").orElseThrow()).items()).hasSize(2);
  }

  private static boolean isBetter(TrialState a, TrialState b) {
    return value(a, "loss") < value(b, "loss") && value(a, "saving") > value(b, "saving");
  }

  private static double value(TrialState trial, String metric) {
    return ((JsonNumber) trial.metrics().get(metric).orElseThrow()).asDouble();
  }

  @Test
  void goingOnAfterAKillGivesTheTrialsOfAnUndisturbedRun() {
    List<JsonObject> undisturbed = configs(engine.run(PIPELINE));
    engine.cutLogAfter(
        event -> event instanceof RunEvent.TrialReported report && report.trial() == 14);
    assertThat(configs(engine.resume())).isEqualTo(undisturbed);
  }

  private static List<JsonObject> configs(RunState state) {
    return state.trials(TUNE).stream().map(TrialState::config).toList();
  }
}
