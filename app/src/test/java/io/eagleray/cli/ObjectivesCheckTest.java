package io.eagleray.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.eagleray.cli.console.ExitCode;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code validate} says of a search with several objectives. */
class ObjectivesCheckTest {
  private static final String SEARCH =
      """
      dag:
        steps:
          tune:
            type: ray
            task: {command_type: java, command: "Steps.java::train", returns: [tuned]}
            ray:
              ray_cluster: {address: %s}
              ray_tune:
                metric: [loss, size]
                mode: [min, max]
                search_space: {x: {type: uniform, low: 0, high: 1}}
                %s
      """;

  @TempDir Path folder = Path.of("");

  private Workplace place(String address, String setting) {
    Workplace place = new Workplace(folder);
    place.write(
        "Steps.java",
        "import java.util.*; class Steps { static Map<String, Double> train(double x) { return"
            + " Map.of(\"loss\", x, \"size\", x); } }");
    place.write("pipeline.yaml", SEARCH.formatted(address, setting));
    return place;
  }

  @Test
  void samplersThatKnowFrontsAreTaken() {
    for (String sampler : new String[] {"auto", "nsga2", "OptunaSearch", "random"}) {
      Workplace place = place("local", "search_algorithm: " + sampler);
      assertThat(place.run("validate", "pipeline.yaml")).as(place::err).isZero();
    }
  }

  @Test
  void aSamplerForOneMetricIsRefused() {
    Workplace place = place("local", "search_algorithm: cmaes");
    assertThat(place.run("validate", "pipeline.yaml")).isEqualTo(ExitCode.INPUT);
    assertThat(place.err())
        .contains("pipeline.yaml:12:29")
        .contains("cmaes searches for one metric, not for 2 (loss, size)");
  }

  @Test
  void aSchedulerAndAStopperThatCompareByOneMetricAreRefusedBoth() {
    for (String address : new String[] {"local", "auto"}) {
      Workplace place =
          place(
              address,
              "scheduler: {type: ASHAScheduler, max_t: 9}\n"
                  + "          stop: {type: TrialPlateauStopper, std: 0.1}");
      assertThat(place.run("validate", "--offline", "pipeline.yaml")).isEqualTo(ExitCode.INPUT);
      assertThat(place.err())
          .contains("ASHAScheduler judges trials by one metric, and this search has 2 (loss, size)")
          .contains("TrialPlateauStopper judges trials by one metric");
    }
  }

  @Test
  void onAClusterRayTunesOptunaAndChanceAreTaken() {
    for (String sampler :
        new String[] {
          "auto",
          "OptunaSearch",
          "random",
          "BasicVariantGenerator",
          "{type: ConcurrencyLimiter, searcher: {type: optuna}, max_concurrent: 2}"
        }) {
      Workplace place = place("auto", "search_algorithm: " + sampler);
      assertThat(place.run("validate", "--offline", "pipeline.yaml")).as(place::err).isZero();
    }
  }

  @Test
  void onAClusterAnotherSearcherOfRayTunesIsRefusedForTheNativeEngine() {
    for (String sampler :
        new String[] {
          "HyperOptSearch",
          "{type: ConcurrencyLimiter, searcher: HyperOptSearch, max_concurrent: 2}"
        }) {
      Workplace place = place("auto", "search_algorithm: " + sampler);
      assertThat(place.run("validate", "--offline", "pipeline.yaml")).isEqualTo(ExitCode.INPUT);
      assertThat(place.err())
          .contains("pipeline.yaml:12:")
          .contains("Ray Tune's HyperOptSearch searches for one metric, not for 2 (loss, size)")
          .contains("use search_algorithm: OptunaSearch, or write \"engine: native\" in ray_tune");
    }
  }

  @Test
  void onAClusterTheNativeEngineTakesAndRefusesWhatItDoesOnThisMachine() {
    Workplace taken = place("auto", "search_algorithm: HyperOptSearch\n          engine: native");
    assertThat(taken.run("validate", "--offline", "pipeline.yaml")).as(taken::err).isZero();
    Workplace refused = place("auto", "search_algorithm: cmaes\n          engine: native");
    assertThat(refused.run("validate", "--offline", "pipeline.yaml")).isEqualTo(ExitCode.INPUT);
    assertThat(refused.err()).contains("cmaes searches for one metric, not for 2 (loss, size)");
  }
}
