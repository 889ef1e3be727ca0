package io.eagleray.targets.ray.driver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.eagleray.json.Json;
import io.eagleray.json.JsonObject;
import io.eagleray.run.EventCodec;
import io.eagleray.run.Failure;
import io.eagleray.run.RunEvent;
import io.eagleray.run.StepPath;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DriverLinesTest {
  private static final String NONCE = "0123456789abcdef";

  private final DriverLines lines = new DriverLines(NONCE);

  private DriverLine read(String json) {
    return lines.read("@eagleray " + NONCE + " " + json).orElseThrow();
  }

  @Test
  void whatUserCodePrintsIsNoLineOfTheDriver() {
    assertThat(lines.read("epoch 3: accuracy 0.9")).isEmpty();
    assertThat(lines.read("")).isEmpty();
  }

  @Test
  void aLineWithAnotherNonceIsTheUsers() {
    assertThat(lines.read("@eagleray ffffffffffffffff {\"n\":0}")).isEmpty();
  }

  @Test
  void readsTheGreeting() {
    assertThat(
            read("{\"n\":0,\"hello\":{\"ray\":\"2.60.0\",\"python\":\"3.11.7\",\"shared\":true}}"))
        .isEqualTo(new DriverLine.Hello(0, "2.60.0", "3.11.7", true));
  }

  @Test
  void readsEventsAsTheRunsLogHasThem() {
    RunEvent.OfTrial asked =
        new RunEvent.TrialAsked(
            new StepPath("tune"), 3, JsonObject.builder().put("rate", 0.5).build());
    String event =
        JsonObject.builder()
            .put("type", EventCodec.type(asked))
            .put("body", EventCodec.body(asked))
            .build()
            .text();

    assertThat(read("{\"n\":1,\"events\":[" + event + "]}"))
        .isEqualTo(new DriverLine.Events(1, List.of(asked)));
  }

  @Test
  void refusesEventsThatAreNotOfTrials() {
    assertThatThrownBy(
            () -> read("{\"n\":1,\"events\":[{\"type\":\"Warned\",\"body\":{\"message\":\"m\"}}]}"))
        .isInstanceOfSatisfying(
            DriverLineException.class, wrong -> assertThat(wrong.isCutOff()).isFalse())
        .hasMessageContaining("trials only");
  }

  @Test
  void readsTheEndOfASearch() {
    assertThat(read("{\"n\":9,\"end\":{\"outcome\":\"done\",\"ended\":\"all trials\"}}"))
        .isEqualTo(
            new DriverLine.End(9, new DriverLine.Ending.Done(Optional.of("all trials"), Map.of())));
  }

  @Test
  void readsTheValuesOfASingleCall() {
    assertThat(read("{\"n\":9,\"end\":{\"outcome\":\"done\",\"values\":{\"a\":1}}}"))
        .isEqualTo(
            new DriverLine.End(
                9, new DriverLine.Ending.Done(Optional.empty(), Map.of("a", Json.of(1)))));
  }

  @Test
  void readsAFailureWithItsPlace() {
    assertThat(
            read(
                "{\"n\":9,\"end\":{\"outcome\":\"failed\",\"failure\":{\"type\":\"ValueError\","
                    + "\"message\":\"m\",\"at\":\"t.py:4 in f\",\"stack\":\"s\"}}}"))
        .isEqualTo(
            new DriverLine.End(
                9,
                new DriverLine.Ending.Failed(
                    new Failure("ValueError", "m", Optional.of("t.py:4 in f"), "s"))));
  }

  @Test
  void saysWhatIsWrongWithALineThatWasCut() {
    assertThatThrownBy(() -> read("{\"n\":9,\"end\":{\"outc"))
        .isInstanceOfSatisfying(
            DriverLineException.class, cut -> assertThat(cut.isCutOff()).isTrue())
        .hasMessageContaining("cannot be read");
  }
}
