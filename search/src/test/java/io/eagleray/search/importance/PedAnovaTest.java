package io.eagleray.search.importance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.eagleray.search.sampler.RandomSampler;
import io.eagleray.search.space.Configuration;
import io.eagleray.search.space.SearchSpace;
import io.eagleray.search.study.Objective;
import io.eagleray.search.study.Outcome;
import io.eagleray.search.study.Study;
import io.eagleray.search.study.Trial;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;

class PedAnovaTest {
  private static final SearchSpace SPACE =
      SearchSpace.builder()
          .logUniform("much", 1e-4, 1)
          .uniform("little", 0, 1)
          .choice("kind", "a", "b", "c")
          .constant("same", 1)
          .build();

  @Test
  void theParameterThatDecidesGetsTheLargestShare() {
    Map<String, Double> shares =
        importance(100, c -> Math.abs(Math.log10(c.getDouble("much")) + 2)).orElseThrow();
    assertThat(shares.keySet()).containsExactly("much", "little", "kind", "same");
    assertThat(shares.get("much")).isGreaterThan(0.7);
    assertThat(shares.get("same")).isZero();
    assertThat(shares.values().stream().mapToDouble(x -> x).sum()).isCloseTo(1, within(1e-12));
  }

  @Test
  void choicesCountToo() {
    Map<String, Double> shares =
        importance(
                200, c -> (c.getString("kind").equals("b") ? 0 : 1) + 0.001 * c.getDouble("little"))
            .orElseThrow();
    assertThat(shares.get("kind")).isGreaterThan(shares.get("much"));
  }

  @Test
  void withFewTrialsThereIsNoAnswer() {
    assertThat(importance(19, c -> c.getDouble("much"))).isEmpty();
    assertThat(importance(20, c -> c.getDouble("much"))).isPresent();
    assertThat(importance(50, c -> Double.NaN)).isEmpty();
  }

  @Test
  void nothingMattersWhereAllTrialsAreEqual() {
    assertThat(importance(50, c -> 1.0).orElseThrow().values()).containsOnly(0.0);
  }

  @Test
  void aParameterUnderAConditionIsJudgedWhereItExists() {
    SearchSpace space =
        SearchSpace.builder()
            .choice("model", "x", "y")
            .uniform("only_x", 0, 1)
            .when("model", "x")
            .build();
    Study study = Study.minimize("loss").space(space).sampler(new RandomSampler()).seed(1).build();
    for (int i = 0; i < 100; i++) {
      Trial trial = study.ask();
      study.tell(trial, trial.config().has("only_x") ? trial.config().getDouble("only_x") : 0.5);
    }
    assertThat(PedAnova.of(study.history()).orElseThrow().get("only_x")).isGreaterThan(0.3);
  }

  @Test
  void failedTrialsAreLeftOut() {
    Study study = Study.minimize("loss").space(SPACE).sampler(new RandomSampler()).build();
    for (int i = 0; i < 30; i++) {
      study.tell(study.ask().number(), Outcome.failed());
    }
    assertThat(PedAnova.of(study.history())).isEmpty();
  }

  @Test
  void eachOfSeveralObjectivesHasImportancesOfItsOwn() {
    Study study =
        Study.of(Objective.minimize("much"), Objective.maximize("little"))
            .space(SPACE)
            .sampler(new RandomSampler())
            .seed(5)
            .build();
    for (int i = 0; i < 200; i++) {
      Trial trial = study.ask();
      double much = Math.log10(trial.config().getDouble("much"));
      study.tell(
          trial.number(), Outcome.completed(List.of(much, trial.config().getDouble("little"))));
    }
    assertThat(PedAnova.of(study.history(), 0).orElseThrow().get("much")).isGreaterThan(0.8);
    assertThat(PedAnova.of(study.history(), 1).orElseThrow().get("little")).isGreaterThan(0.8);
    assertThat(PedAnova.of(study.history()).orElseThrow().get("kind")).isLessThan(0.2);
  }

  /**
   * The values of Optuna 5.0's PedAnovaImportanceEvaluator for the same 120 trials. Its choices are
   * smoothed otherwise, so there are none here.
   */
  @Test
  void agreesWithOptunaOnNumbers() throws IOException {
    SearchSpace space =
        SearchSpace.builder()
            .logUniform("lr", 1e-4, 1)
            .uniform("width", 0, 1)
            .randInt("depth", 1, 13)
            .build();
    List<Configuration> configurations = new ArrayList<>();
    List<Double> losses = new ArrayList<>();
    for (String line : lines("optuna-120-trials.csv")) {
      String[] cells = line.split(",", -1);
      configurations.add(
          space.validate(
              Map.of(
                  "lr", Double.valueOf(cells[0]),
                  "width", Double.valueOf(cells[1]),
                  "depth", Long.valueOf(cells[2]))));
      losses.add(Double.valueOf(cells[3]));
    }
    Map<String, Double> shares = PedAnova.of(space, configurations, losses).orElseThrow();
    assertThat(shares.get("lr")).isCloseTo(0.6859, within(0.02));
    assertThat(shares.get("depth")).isCloseTo(0.1676, within(0.02));
    assertThat(shares.get("width")).isCloseTo(0.1465, within(0.02));
  }

  private static List<String> lines(String resource) throws IOException {
    try (InputStream in =
        Objects.requireNonNull(PedAnovaTest.class.getResourceAsStream(resource), resource)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().skip(1).toList();
    }
  }

  /** What keeps a trial from being stopped decides, whatever the losses of the short ones are. */
  @Test
  void stoppedTrialsCountAsTheWorse() {
    Study study = Study.minimize("loss").space(SPACE).sampler(new RandomSampler()).seed(5).build();
    for (int i = 0; i < 200; i++) {
      Trial trial = study.ask();
      boolean kept = trial.config().getDouble("little") < 0.1;
      study.report(trial.number(), 1, 0.5);
      if (kept) {
        study.tell(trial, 0.7);
      } else {
        study.tell(trial.number(), Outcome.stopped());
      }
    }
    assertThat(PedAnova.of(study.history()).orElseThrow().get("little")).isGreaterThan(0.8);
    assertThat(PedAnova.of(study.history(), 0).orElseThrow().get("little")).isGreaterThan(0.8);
  }

  private static Optional<Map<String, Double>> importance(
      int trials, ToDoubleFunction<Configuration> loss) {
    Study study = Study.minimize("loss").space(SPACE).sampler(new RandomSampler()).seed(5).build();
    for (int i = 0; i < trials; i++) {
      Trial trial = study.ask();
      study.tell(trial, loss.applyAsDouble(trial.config()));
    }
    return PedAnova.of(study.history());
  }
}
