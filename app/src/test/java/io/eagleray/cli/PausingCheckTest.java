package io.eagleray.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.eagleray.cli.console.ExitCode;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code validate} says of schedulers that pause trials. */
class PausingCheckTest {
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
                metric: score
                mode: max
                engine: %s
                search_space: {x: {type: uniform, low: 0, high: 1}}
                scheduler: %s
      """;

  @TempDir Path folder = Path.of("");

  private Workplace place(String address, String engine, String scheduler) {
    Workplace place = new Workplace(folder);
    place.write(
        "Steps.java",
        "class Steps { static void train(double x, io.eagleray.trial.Trial trial) { } }");
    place.write("pipeline.yaml", SEARCH.formatted(address, engine, scheduler));
    return place;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "HyperBandScheduler",
        "HyperBandForBOHB",
        "PopulationBasedTraining",
        "PB2",
        "asha_promotion"
      })
  void theNativeOnesWorkOnThisMachineAndOnACluster(String scheduler) {
    Workplace here = place("local", "native", scheduler);
    assertThat(here.run("validate", "pipeline.yaml")).as(here::err).isZero();
    Workplace there = place("auto", "native", scheduler);
    assertThat(there.run("validate", "--offline", "pipeline.yaml")).as(there::err).isZero();
    assertThat(there.out() + there.err()).contains("with engine: native, auto is the native");
  }

  @ParameterizedTest
  @ValueSource(strings = {"asha_promotion", "forecast"})
  void rayTuneHasNotAllOfThem(String scheduler) {
    Workplace place = place("auto", "ray", scheduler);
    assertThat(place.run("validate", "--offline", "pipeline.yaml")).isEqualTo(ExitCode.INPUT);
    assertThat(place.err())
        .contains("pipeline.yaml:13:22")
        .contains("Ray Tune has no " + scheduler + "; the native engine has");
  }

  @Test
  void anArgumentThatBreaksARuleIsToldForAClusterToo() {
    Workplace place =
        place("auto", "native", "{type: PopulationBasedTraining, quantile_fraction: 0.9}");
    assertThat(place.run("validate", "--offline", "pipeline.yaml")).isEqualTo(ExitCode.INPUT);
    assertThat(place.err()).contains("pipeline.yaml:13:29").contains("quantile_fraction");
  }

  @ParameterizedTest
  @ValueSource(strings = {"local", "auto"})
  void whereTimeIsShortAndAPauseCostsNothingTheDefaultIsToForecast(String address) {
    assertThat(notes(address, "time_budget: 60", "String checkpoint, "))
        .contains("auto is the native sampler forecast")
        .contains("the native scheduler forecast");
    assertThat(notes(address, "num_samples: 20", "String checkpoint, "))
        .contains("the native scheduler FIFO");
    assertThat(notes(address, "time_budget: 60", "")).contains("the native scheduler FIFO");
    assertThat(notes(address, "{time_budget: 60, scheduler: fifo}", "String checkpoint, "))
        .contains("the native scheduler FIFO");
  }

  private String notes(String address, String settings, String argument) {
    String lines = settings.replaceAll("[{}]", "").replace(", ", "\n          ");
    Workplace place = place(address, "native", "fifo");
    place.write(
        "Steps.java",
        "class Steps { static void train(double x, "
            + argument
            + "io.eagleray.trial.Trial trial) { } }");
    place.write(
        "pipeline.yaml",
        SEARCH
            .formatted(address, "native", "fifo")
            .replace("scheduler: fifo", "stop: {training_iteration: 9}\n          " + lines));
    assertThat(place.run("validate", "--offline", "pipeline.yaml")).as(place::err).isZero();
    return place.out() + place.err();
  }
}
