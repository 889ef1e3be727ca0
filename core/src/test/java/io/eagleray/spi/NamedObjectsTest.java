package io.eagleray.spi;

import static org.assertj.core.api.Assertions.assertThat;

import io.eagleray.json.Json;
import io.eagleray.json.JsonObject;
import io.eagleray.run.Event;
import io.eagleray.run.RunEvent;
import io.eagleray.run.StepPath;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class NamedObjectsTest {
  @Test
  void aCheckpointThatATrialTakesOverIsNamed() {
    String sha256 = "ab".repeat(32);
    Json checkpoint =
        Json.parse(
            "{\"$eagleray.object\":{\"sha256\":\"%s\",\"format\":\"bytes\",\"size\":1}}"
                .formatted(sha256));
    NamedObjects named = new NamedObjects();
    named.add(
        new Event(
            "w",
            0,
            1,
            Instant.EPOCH,
            new RunEvent.TrialTookOver(
                new StepPath("tune"),
                1,
                0,
                JsonObject.EMPTY,
                3,
                JsonObject.EMPTY,
                Optional.of(checkpoint))));

    assertThat(named.sha256()).containsExactly(sha256);
  }
}
