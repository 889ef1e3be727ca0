package io.eagleray.engine.ray;

import io.eagleray.model.ray.Tune;
import io.eagleray.run.Failure;
import java.util.Optional;

/** How many trials of a study have come to something, and how many have failed for good. */
final class TrialTally {
  private int succeeded;
  private int failed;
  private Optional<Failure> first = Optional.empty();

  /** A trial has completed or was stopped; it counts where it has reported. */
  void ended(LiveTrial trial) {
    succeeded += trial.lastStep > 0 ? 1 : 0;
  }

  /** A trial has failed, and is not tried again. */
  void failed(Optional<Failure> why) {
    failed++;
    first = first.or(() -> why);
  }

  /** Whether no trial has come to anything. */
  boolean isBarren() {
    return succeeded == 0;
  }

  /** Whether more trials have failed than the search may have. */
  boolean isTooMuch(Tune tune) {
    boolean tooMany =
        tune.maxFailedTrials().isPresent() && failed > tune.maxFailedTrials().getAsInt();
    return tune.failFast() && failed > 0 || tooMany;
  }

  /** What a search that fails says of it. */
  Failure failure() {
    if (first.isEmpty()) {
      return Failure.of("no-trial", "no trial finished within the time budget");
    }
    Failure one = first.get();
    String count = failed + (failed == 1 ? " trial failed" : " trials failed");
    String how = isBarren() ? "no trial succeeded; " + count : count;
    return new Failure(
        one.type(), how + ", the first with: " + one.message(), one.at(), one.stack());
  }
}
