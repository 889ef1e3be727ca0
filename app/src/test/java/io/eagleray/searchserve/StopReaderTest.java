package io.eagleray.searchserve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.eagleray.json.Json;
import io.eagleray.json.JsonObject;
import org.junit.jupiter.api.Test;

final class StopReaderTest {

  private static JsonObject json(String text) {
    return (JsonObject) Json.parse(text);
  }

  private static ServedStudy study(String stop) {
    return StudyReader.read(
        json(
            """
            {"op":"init","seed":7,"algorithm":"random","stop":%s,
             "space":[{"name":"x","type":"uniform","lower":0,"upper":1}],"budget":{"trials":50}}
            """
                .formatted(stop)));
  }

  @Test
  void aStudyIsDoneWhenItsStopperSaysSo() {
    ServedStudy study =
        study(
            "[{\"type\":\"TargetStopper\",\"value\":0.1},{\"type\":\"TimeoutStopper\",\"timeout\":1e6}]");
    assertThat(study.ask().get("id")).isPresent();
    assertThat(study.ask().get("id")).isPresent();
    study.tell(json("{\"id\":0,\"state\":\"complete\",\"value\":0.05}"));
    assertThat(study.ask().isTrue("done")).isTrue();
    study.tell(json("{\"id\":1,\"state\":\"complete\",\"value\":0.5}"));
    assertThat(study.ask().isTrue("done")).isTrue();
  }

  @Test
  void anUnknownStopperIsToldWithTheNearestOne() {
    assertThatThrownBy(() -> study("{\"type\":\"TargetStoper\"}"))
        .isInstanceOf(InvalidRequestException.class)
        .hasMessageContaining("unknown stopper \"TargetStoper\"")
        .hasMessageContaining("TargetStopper");
  }

  @Test
  void aStopperWithoutATypeIsRefused() {
    assertThatThrownBy(() -> study("0.5"))
        .isInstanceOf(InvalidRequestException.class)
        .hasMessage("\"stop\" must be an object with a \"type\", or a list of such, got 0.5");
  }
}
