package io.eagleray.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.eagleray.cli.console.ExitCode;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code validate} says of the stoppers of a search. */
class StopperCheckTest {
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
                stop: {%s}
      """;

  @TempDir Path folder = Path.of("");

  private Workplace place(String address, String engine, String stop) {
    Workplace place = new Workplace(folder);
    place.write("Steps.java", "class Steps { static double train(double x) { return x; } }");
    place.write("pipeline.yaml", SEARCH.formatted(address, engine, stop));
    return place;
  }

  @Test
  void rayTuneIsAskedOnlyForTheStoppersThatItHas() {
    String stop = "type: NoImprovementStopper, patience: 5";
    Workplace refused = place("auto", "ray", stop);
    assertThat(refused.run("validate", "--offline", "pipeline.yaml")).isEqualTo(ExitCode.INPUT);
    assertThat(refused.err())
        .contains("pipeline.yaml:13:24")
        .contains("Ray Tune has no NoImprovementStopper; the native engine has")
        .contains("engine: native")
        .contains("docs/ray-config.md#stoppers");
    Workplace taken = place("auto", "native", stop);
    assertThat(taken.run("validate", "--offline", "pipeline.yaml")).as(taken::err).isZero();
    Workplace rays = place("auto", "ray", "type: TrialPlateauStopper, std: 0.1");
    assertThat(rays.run("validate", "--offline", "pipeline.yaml")).as(rays::err).isZero();
  }

  @Test
  void aBoundOfWhatIsMinimisedIsWarnedOfForItIsReachedFromBelow() {
    String bound = "score: 0.2, rows: 9";
    Workplace up = place("local", "ray", bound);
    assertThat(up.run("validate", "pipeline.yaml")).as(up::err).isZero();
    assertThat(up.out() + up.err()).doesNotContain("or more");
    Workplace down = place("local", "ray", bound);
    down.write(
        "pipeline.yaml", SEARCH.formatted("local", "ray", bound).replace("mode: max", "mode: min"));
    assertThat(down.run("validate", "pipeline.yaml")).as(down::err).isZero();
    assertThat(down.out() + down.err())
        .contains("pipeline.yaml:13:18")
        .contains("ray_tune.stop.score ends a trial at the first report of 0.2 or more")
        .doesNotContain("stop.rows");
  }

  @Test
  void anArgumentThatBreaksARuleIsToldBeforeAnythingRuns() {
    Workplace place = place("local", "ray", "type: ExperimentPlateauStopper, top: 1");
    assertThat(place.run("validate", "pipeline.yaml")).isEqualTo(ExitCode.INPUT);
    assertThat(place.err()).contains("ExperimentPlateauStopper: top must be at least 2, got 1");
  }
}
