package io.eagleray.search.stopper;

import static org.assertj.core.api.Assertions.assertThat;

import io.eagleray.search.history.Observations;
import io.eagleray.search.space.Configuration;
import io.eagleray.search.space.SearchSpace;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

/**
 * Stops where Ray Tune's own stoppers stopped on the same reports: {@code ray/record_stops.py} made
 * the files.
 */
class RayTuneStoppersTest {

  @Test
  void aTrialThatIsOnAPlateauStopsWhereRayTuneStopsIt() throws IOException {
    replay("trial_plateau", new TrialPlateauStopper(0.02, 3, 5, OptionalDouble.empty()));
  }

  @Test
  void aPlateauThatIsNotGoodEnoughIsLeftAsRayTuneLeavesIt() throws IOException {
    replay("trial_plateau_threshold", new TrialPlateauStopper(0.03, 4, 4, OptionalDouble.of(0.6)));
  }

  @Test
  void aNumberOfReportsStopsATrialWhereRayTuneStopsIt() throws IOException {
    replay("maximum_iteration", new MaximumIterationStopper(12));
  }

  @Test
  void theSearchEndsOnThePlateauWhereRayTuneEndsIt() throws IOException {
    replay("experiment_plateau", new ExperimentPlateauStopper(0.01, 5, 0));
  }

  @Test
  void theSearchWaitsForAsManyReportsOnThePlateauAsRayTune() throws IOException {
    replay("experiment_plateau_patience", new ExperimentPlateauStopper(0.01, 5, 7));
  }

  private static void replay(String name, Stopper stopper) throws IOException {
    List<String> lines = lines(name);
    boolean max = lines.getFirst().equals("mode max");
    DoubleUnaryOperator loss = value -> max ? -value : value;
    Observations history = new Observations(SearchSpace.builder().uniform("x", 0, 1).build());
    Watch watch = stopper.start(history, loss);
    for (int i = 1; i < lines.size(); i++) {
      String[] words = lines.get(i).split(" ");
      String where = name + ".txt:" + (i + 1) + ": " + lines.get(i);
      int trial = Integer.parseInt(words[0]);
      while (history.size() <= trial) {
        history.add(Configuration.of(Map.of("x", 0.5)));
      }
      long step = Long.parseLong(words[1]);
      double value = loss.applyAsDouble(Double.parseDouble(words[2]));
      history.report(trial, step, value);
      assertThat(watch.onReport(trial, step, value)).as(where).isEqualTo(words[3].equals("stop"));
      assertThat(watch.isOver()).as(where).isEqualTo(words[4].equals("over"));
    }
  }

  private static List<String> lines(String name) throws IOException {
    String path = "/ray/" + name + ".txt";
    try (InputStream in = RayTuneStoppersTest.class.getResourceAsStream(path)) {
      if (in == null) {
        throw new IOException("there is no " + path);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    }
  }
}
