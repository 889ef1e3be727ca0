package io.eagleray.targets.ray;

import static org.assertj.core.api.Assertions.assertThat;

import io.eagleray.json.Json;
import io.eagleray.json.JsonNull;
import io.eagleray.json.JsonObject;
import io.eagleray.run.Event;
import io.eagleray.run.EventCodec;
import io.eagleray.run.Failure;
import io.eagleray.run.RunEvent;
import io.eagleray.run.StepPath;
import io.eagleray.run.TrialStatus;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class JobSpecTest {
  private static final StepPath TUNE = new StepPath("tune");

  private static Event event(RunEvent body) {
    return new Event("w", 7, 2, Instant.EPOCH, body);
  }

  private static Event read(Event event) {
    return EventCodec.readEvent(JobSpec.told(event));
  }

  @Test
  void whatATrialReturnedDoesNotTravelWithTheHistory() {
    Optional<Failure> failure = Optional.of(Failure.of("ValueError", "m"));
    Event ended =
        event(
            new RunEvent.TrialEnded(
                TUNE, 3, 2, TrialStatus.FAILED, Json.of("large"), failure, true));

    assertThat(read(ended))
        .isEqualTo(
            event(
                new RunEvent.TrialEnded(
                    TUNE, 3, 2, TrialStatus.FAILED, JsonNull.NULL, failure, true)));
  }

  @Test
  void allElseTravelsAsItIs() {
    Event reported =
        event(
            new RunEvent.TrialReported(TUNE, 3, 2, 1, JsonObject.EMPTY, Optional.of(Json.of("c"))));

    assertThat(read(reported)).isEqualTo(reported);
  }
}
