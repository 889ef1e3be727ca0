package io.eagleray.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.eagleray.json.Json;
import io.eagleray.json.JsonObject;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventCodecTest {
  private static final RunEvent REPORT =
      new RunEvent.TrialReported(
          new StepPath("tune"),
          3,
          1,
          2,
          JsonObject.builder().put("height", 0.5).build(),
          Optional.empty());

  @Test
  void anEntryOfALogComesBackFromItsJson() {
    Event event = new Event("77-2", 5, 2, Instant.parse("2026-05-01T10:00:00.123Z"), REPORT);
    assertThat(EventCodec.readEvent(Json.parse(EventCodec.write(event).text()))).isEqualTo(event);
  }

  @Test
  void aChangeAloneIsAnEntryOfANamelessWriter() {
    Json json = Json.parse(EventCodec.write(REPORT).text());
    assertThat(EventCodec.readChange(json)).isEqualTo(REPORT);
    assertThat(EventCodec.readEvent(json)).isEqualTo(new Event("", 0, 0, Instant.EPOCH, REPORT));
  }

  @Test
  void whatIsNoEventIsRefused() {
    assertThatThrownBy(() -> EventCodec.readChange(Json.parse("{\"type\":\"TrialDanced\"}")))
        .isInstanceOf(EventFormatException.class);
    assertThatThrownBy(() -> EventCodec.readChange(Json.parse("[]")))
        .isInstanceOf(EventFormatException.class);
    assertThatThrownBy(
            () -> EventCodec.readEvent(EventCodec.write(REPORT).with("at", Json.of("noon"))))
        .isInstanceOf(EventFormatException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"status\":5}",
        "{\"status\":true}",
        "{\"status\":{\"a\":1}}",
        "{\"status\":\"FAILED\",\"failure\":7}",
        "{",
      })
  void aBodyOfAnotherFormIsRefusedAsOneOfAnotherVersion(String body) {
    assertThatThrownBy(() -> EventCodec.read("RunEnded", body))
        .isInstanceOf(EventFormatException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"pid\":1,\"started\":\"noon\"}",
        "{\"pid\":1.5,\"started\":\"2026-05-01T10:00:00Z\"}",
        "{\"pid\":99999999999999999999,\"started\":\"2026-05-01T10:00:00Z\"}",
        "{\"pid\":\"1\",\"started\":\"2026-05-01T10:00:00Z\"}",
      })
  void aTimeOrANumberThatIsNoneIsRefusedAsOneOfAnotherVersion(String body) {
    assertThatThrownBy(() -> EventCodec.read("ProcessEnded", body))
        .isInstanceOf(EventFormatException.class);
  }
}
