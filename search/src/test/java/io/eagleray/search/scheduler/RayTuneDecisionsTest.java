package io.eagleray.search.scheduler;

import static org.assertj.core.api.Assertions.assertThat;

import io.eagleray.search.history.TrialState;
import io.eagleray.search.space.Configuration;
import io.eagleray.search.space.Ordinal;
import io.eagleray.search.study.Next;
import io.eagleray.search.study.Outcome;
import io.eagleray.search.study.Study;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * Decides what Ray Tune's own schedulers decided on the same reports: {@code
 * ray/record_decisions.py} made the files.
 */
class RayTuneDecisionsTest {
  private static final PopulationBasedTraining PBT =
      new PopulationBasedTraining(
          4,
          5,
          Map.of(
              "x",
              new Ordinal(
                  IntStream.range(0, 8).<Object>mapToObj(i -> i / 1000.0 + 0.001).toList())),
          0.125,
          0.25,
          List.of(1.2, 0.8),
          false);

  @Test
  void ashaDecidesAsRayTune() throws IOException {
    replay("asha", new AshaScheduler(27, 1, 3, 1, true));
  }

  @Test
  void hyperbandDecidesAsRayTune() throws IOException {
    replay("hyperband", new HyperBandScheduler(27, 3, true, false));
  }

  @Test
  void hyperbandForBohbDecidesAsRayTune() throws IOException {
    replay("bohb", new HyperBandScheduler(27, 3, true, true));
  }

  @Test
  void theMedianRuleDecidesAsRayTune() throws IOException {
    replay("median", new MedianStoppingRule(3, 3, true));
  }

  @Test
  void theMedianRuleThatPausesDecidesAsRayTune() throws IOException {
    replay("median_pausing", new MedianStoppingRule(3, 3, false));
  }

  @Test
  void populationBasedTrainingExploitsWhenRayTuneDoes() throws IOException {
    replay("pbt", PBT);
  }

  @Test
  void synchronousPopulationBasedTrainingExploitsWhenRayTuneDoes() throws IOException {
    replay(
        "pbt_synch",
        new PopulationBasedTraining(
            PBT.interval(),
            PBT.burnIn(),
            PBT.mutations(),
            PBT.quantile(),
            PBT.resample(),
            PBT.factors(),
            true));
  }

  @Test
  void populationBasedBanditsExploitWhenRayTuneDoes() throws IOException {
    replay("pb2", new PopulationBasedBandits(4, Map.of(), 0.25, false));
  }

  private static void replay(String name, Scheduler scheduler) throws IOException {
    List<String> lines = lines(name);
    long trials = lines.stream().filter(line -> line.startsWith("start")).count();
    Study study =
        Study.minimize("loss")
            .space(s -> s.uniform("x", 0, 1))
            .scheduler(scheduler)
            .budget((int) trials)
            .build();
    List<String> exploits = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      String[] words = lines.get(i).split(" ");
      int trial = Integer.parseInt(words[1]);
      String where = name + ".txt:" + (i + 1) + ": " + lines.get(i);
      switch (words[0]) {
        case "start" -> study.asked(trial, Configuration.of(Map.of("x", trial / 1000.0 + 0.001)));
        case "resume" -> resume(study, trial, exploits, where);
        case "drop" -> {
          assertThat(study.next()).as(where).isInstanceOf(Next.Dropped.class);
          exploits.remove(words[1]);
        }
        case "exploit" -> exploits.add(words[1]);
        case "end" ->
            study.told(
                trial,
                words[2].equals("stopped")
                    ? Outcome.stopped()
                    : Outcome.completed(study.value(trial)));
        default -> {
          Decision decision =
              study.reported(
                  trial,
                  Long.parseLong(words[2]),
                  Double.parseDouble(words[3].replace("nan", "NaN")));
          assertThat(word(decision, words[4])).as(where).isEqualTo(words[4]);
        }
      }
    }
    assertThat(exploits).isEmpty();
  }

  private static void resume(Study study, int trial, List<String> exploits, String where) {
    assertThat(study.history().state(trial)).as(where).isEqualTo(TrialState.PAUSED);
    boolean exploiting = exploits.remove(String.valueOf(trial));
    Next.Resume resumed = study.resumed(trial);
    if (exploiting) {
      assertThat(study.history().configuration(trial)).as(where).isNotNull();
    }
    assertThat(resumed.trial().number()).isEqualTo(trial);
  }

  /** The decision in Ray Tune's words; any of the best trials will do as a source. */
  private static String word(Decision decision, String expected) {
    return switch (decision) {
      case Decision.Simple simple -> simple.name();
      case Decision.Exploit(int source, Configuration config) -> {
        List<String> sources = Arrays.asList(expected.replace("EXPLOIT:", "").split(","));
        yield sources.contains(String.valueOf(source)) ? expected : "EXPLOIT:" + source;
      }
    };
  }

  private static List<String> lines(String name) throws IOException {
    try (InputStream in = RayTuneDecisionsTest.class.getResourceAsStream("/ray/" + name + ".txt")) {
      if (in == null) {
        throw new IOException("there is no ray/" + name + ".txt");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    }
  }
}
