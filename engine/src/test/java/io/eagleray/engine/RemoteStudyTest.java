package io.eagleray.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.eagleray.engine.ray.remote.PipedStudy;
import io.eagleray.engine.ray.remote.RemoteTrial;
import io.eagleray.engine.ray.remote.Specs;
import io.eagleray.json.Json;
import io.eagleray.json.JsonObject;
import io.eagleray.model.ray.Tune;
import io.eagleray.model.ray.TuneJson;
import io.eagleray.run.RunStatus;
import io.eagleray.run.TrialState;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The same search here and through the pipes of a study process. */
@Tag("slow")
class RemoteStudyTest {
  private static final String ONE = "max_concurrent_trials: 1";

  private static final String REPORTED = "Map.of(\"height\", x + step)";

  @TempDir Path folder;

  /** What {@code Steady.train} does, as a driver would have it done. */
  private static Json train(RemoteTrial trial) throws InterruptedException {
    return train(trial, step -> height(trial, step));
  }

  /** The same, the higher the dearer. */
  private static Json trainForTwo(RemoteTrial trial) throws InterruptedException {
    return train(
        trial,
        step -> {
          double x = trial.config("x");
          JsonObject cost = JsonObject.builder().put("cost", x * x + step).build();
          return cost.and(height(trial, step));
        });
  }

  private static JsonObject height(RemoteTrial trial, int step) {
    return JsonObject.builder().put("height", trial.config("x") + step).build();
  }

  private static Json train(RemoteTrial trial, IntFunction<JsonObject> metrics)
      throws InterruptedException {
    while (trial.step() < 4) {
      int step = trial.step() + 1;
      Optional<Json> checkpoint =
          step % 2 == 0 ? Optional.of(Json.of("saved at " + step)) : Optional.empty();
      trial.report(metrics.apply(step).fields(), checkpoint);
    }
    return JsonObject.EMPTY;
  }

  private static List<String> gist(List<TrialState> trials) {
    return trials.stream()
        .map(trial ->
            String.join(
                " ",
                String.valueOf(trial.number()),
                trial.status().name(),
                trial.config().text(),
                trial.metrics().text(),
                String.valueOf(trial.reports()),
                String.valueOf(trial.checkpointStep()),
                trial.value().text()))
        .toList();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "random | stop: {training_iteration: 2}",
        "tpe    | points_to_evaluate: [{x: 0.25}]",
        "tpe    | scheduler: {type: ASHAScheduler, max_t: 3, grace_period: 1, reduction_factor: 2}"
      })
  void oneTrialAtATimeTheTrialsAreTheVerySame(String sampler, String settings) {
    String yaml =
        Studies.of("train", "num_samples: 24", ONE, "seed: 3", settings)
            .replace("type: random", "type: " + sampler);
    assertTheSame(Studies.STEADY, yaml, RemoteStudyTest::train);
  }

  @ParameterizedTest
  @ValueSource(strings = {"auto", "nsga2"})
  void soAreThoseOfASearchForSeveralMetrics(String sampler) {
    String yaml =
        Studies.of("train", "num_samples: 24", ONE, "seed: 3")
            .replace("type: random", "type: " + sampler)
            .replace("metric: height, mode: max", "metric: [height, cost], mode: [max, min]");
    String source =
        Studies.STEADY.replace(
            REPORTED, "new TreeMap<>(Map.of(\"cost\", x * x + step, \"height\", x + step))");
    assertTheSame(source, yaml, RemoteStudyTest::trainForTwo);
  }

  private void assertTheSame(String source, String yaml, PipedStudy.Function function) {
    try (TestEngine engine = new TestEngine(folder)) {
      engine.write("Steady.java", source);
      assertThat(engine.run(yaml).status()).isEqualTo(RunStatus.SUCCESS);
      Tune tune = engine.tune("tune");
      JsonObject written = TuneJson.write(tune);
      JsonObject spec =
          Specs.of("{}")
              .and(written)
              .with("settled", written.object("settled").with("slots", Json.of(4L)));

      try (PipedStudy study = PipedStudy.start(spec, function)) {
        assertThat(study.end().text("outcome")).hasValue("done");
        assertThat(gist(study.trials()))
            .isEqualTo(gist(engine.engine().read("r1").trials(Studies.TUNE)));
      }
    }
  }
}
