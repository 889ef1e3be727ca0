package io.eagleray.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.eagleray.cli.console.ExitCode;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code validate} says of names that Ray Tune on a cluster does not know. */
class RayTuneCheckTest {
  private static final String SEARCH =
      """
      dag:
        steps:
          tune:
            type: ray
            task: {command_type: java, command: "Steps.java::train", returns: [tuned]}
            ray:
              ray_cluster: {address: auto}
              ray_tune:
                metric: loss
                mode: min
                search_space: {x: %s}
                engine: %s
                search_algorithm: %s
                scheduler: %s
      """;
  private static final String RANGE = "{type: uniform, low: 0, high: 1}";

  @TempDir Path folder = Path.of("");

  private Workplace place(String domain, String engine, String search, String scheduler) {
    Workplace place = new Workplace(folder);
    place.write(
        "Steps.java",
        "import java.util.*; class Steps { static Map<String, Double> train(double x) { return"
            + " Map.of(\"loss\", x); } }");
    place.write("pipeline.yaml", SEARCH.formatted(domain, engine, search, scheduler));
    return place;
  }

  private static int validate(Workplace place) {
    return place.run("validate", "--offline", "pipeline.yaml");
  }

  @ParameterizedTest
  @ValueSource(strings = {"gp", "turbo", "motpe", "cmaes", "nsga2", "sobol", "lhs"})
  void aSearchAlgorithmOfTheNativeEnginesAloneIsRefused(String search) {
    Workplace place = place(RANGE, "ray", search, "fifo");
    assertThat(validate(place)).isEqualTo(ExitCode.INPUT);
    assertThat(place.err())
        .contains("pipeline.yaml:13:29")
        .contains(
            "Ray Tune has no "
                + search
                + "; the native engine has: write \"engine: native\" in ray_tune")
        .contains("docs/ray-config.md#samplers");
  }

  @Test
  void theSameIsTakenWhereTheNativeEngineSearches() {
    Workplace place = place(RANGE, "native", "gp", "fifo");
    assertThat(validate(place)).as(place::err).isZero();
  }

  @Test
  void whereNothingIsSearchedNoSearchAlgorithmIsAskedFor() {
    Workplace place = place("0.5", "ray", "gp", "fifo");
    assertThat(validate(place)).as(place::err).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "tpe",
        "random",
        "HyperOptSearch",
        "{type: Repeater, searcher: OptunaSearch, repeat: 2}",
        "{type: ConcurrencyLimiter, searcher: {type: Repeater, searcher: hyperopt}}"
      })
  void whatRayTuneHasIsTaken(String search) {
    Workplace place = place(RANGE, "ray", search, "PopulationBasedTrainingReplay");
    assertThat(validate(place)).as(place::err).isZero();
  }

  @Test
  void aSearchAlgorithmInAWrapperIsRefusedToo() {
    Workplace place =
        place(RANGE, "ray", "{type: ConcurrencyLimiter, searcher: {type: OptunaSerch}}", "fifo");
    assertThat(validate(place)).isEqualTo(ExitCode.INPUT);
    assertThat(place.err())
        .contains("pipeline.yaml:13:36")
        .contains("Ray Tune has no search algorithm \"OptunaSerch\" for ConcurrencyLimiter to wrap")
        .containsIgnoringCase("did you mean \"OptunaSearch\"?");
    Workplace empty = place(RANGE, "ray", "Repeater", "fifo");
    assertThat(validate(empty)).isEqualTo(ExitCode.INPUT);
    assertThat(empty.err()).contains("Repeater needs the search algorithm that it wraps");
  }

  @Test
  void aSchedulerThatTakesAFunctionIsRefused() {
    Workplace place = place(RANGE, "ray", "auto", "ResourceChangingScheduler");
    assertThat(validate(place)).isEqualTo(ExitCode.INPUT);
    assertThat(place.err())
        .contains("pipeline.yaml:14:22")
        .contains("ResourceChangingScheduler takes a function, which a config cannot give");
  }

  @Test
  void aPopulationBesideASearchAlgorithmIsRefusedUnlessTheNativeEngineSearches() {
    Workplace place = place(RANGE, "ray", "OptunaSearch", "pb2");
    assertThat(validate(place)).isEqualTo(ExitCode.INPUT);
    assertThat(place.err())
        .contains("pipeline.yaml:13:29")
        .contains("Ray Tune's pb2 changes configurations itself, and takes no OptunaSearch");
    assertThat(validate(place(RANGE, "native", "OptunaSearch", "pb2"))).isZero();
    assertThat(validate(place(RANGE, "ray", "auto", "PopulationBasedTraining"))).isZero();
    assertThat(validate(place(RANGE, "ray", "BasicVariantGenerator", "pbt"))).isZero();
  }
}
