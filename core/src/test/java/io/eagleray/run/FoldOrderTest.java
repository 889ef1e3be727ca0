package io.eagleray.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FoldOrderTest {
  /** All that a state tells; what has no order is compared without one. */
  private record Told(
      long count,
      RunEvent.RunCreated created,
      Instant createdAt,
      int epoch,
      RunStatus status,
      Optional<Failure> failure,
      List<String> sets,
      Optional<Instant> started,
      Optional<Instant> ended,
      Set<RunEvent.ProcessStarted> processes,
      List<StepState> steps,
      Map<String, Value> parameters,
      long lastOrder,
      List<TrialState> trials,
      TrialCounts counts) {
    static Told of(Collection<Event> events) {
      RunState state = new RunState();
      events.forEach(state::apply);
      return new Told(
          state.count(),
          state.created(),
          state.createdAt(),
          state.epoch(),
          state.status(),
          state.failure(),
          state.sets(),
          state.started(),
          state.ended(),
          new HashSet<>(state.processes()),
          state.steps(),
          state.parameters(),
          state.lastOrder(),
          state.trials(RandomLog.TUNE),
          state.trialCounts(RandomLog.TUNE));
    }
  }

  @Test
  void anyInterleavingThatKeepsEachWritersOrderGivesTheSameState() {
    long seed = Long.getLong("eagleray.seed", System.nanoTime());
    System.out.println("interleavings with -Deagleray.seed=" + seed);
    Random random = new Random(seed);
    for (int log = 0; log < 200; log++) {
      RandomLog written = new RandomLog(random);
      Told first = Told.of(written.interleaved(random));
      for (int shuffle = 0; shuffle < 20; shuffle++) {
        assertThat(Told.of(written.interleaved(random)))
            .as("log %d of seed %d", log, seed)
            .isEqualTo(first);
      }
    }
  }
}
