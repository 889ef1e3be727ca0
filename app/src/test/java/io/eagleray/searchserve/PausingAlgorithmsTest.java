package io.eagleray.searchserve;

import static org.assertj.core.api.Assertions.assertThat;

import io.eagleray.json.Json;
import io.eagleray.json.JsonObject;
import org.junit.jupiter.api.Test;

/** Algorithms of the protocol that set trials aside. */
final class PausingAlgorithmsTest {

  private static JsonObject json(String text) {
    return (JsonObject) Json.parse(text);
  }

  private static ServedStudy study(String algorithm, String options) {
    return StudyReader.read(
        json(
            """
            {"op":"init","seed":7,"algorithm":"%s","options":%s,"workers":3,
             "space":[{"name":"x","type":"uniform","lower":0,"upper":1}],"budget":{"trials":20},
             "fidelity":{"name":"epoch","min":1,"max":9}}
            """
                .formatted(algorithm, options)));
  }

  private static String report(ServedStudy study, int id, int step, double value) {
    return study
        .report(json("{\"id\":%d,\"step\":%d,\"value\":%s}".formatted(id, step, value)))
        .text("decision")
        .orElseThrow();
  }

  @Test
  void promotionTakesUpTheBestOfThreeAtARung() {
    ServedStudy study = study("random+asha_promotion", "{\"grace_period\":1}");
    for (int id = 0; id < 3; id++) {
      assertThat(study.ask().integer("id")).hasValue(id);
    }
    assertThat(report(study, 0, 1, 0.1)).isEqualTo("pause");
    assertThat(report(study, 1, 1, 0.3)).isEqualTo("pause");
    assertThat(report(study, 2, 1, 0.2)).isEqualTo("pause");
    assertThat(study.ask()).hasToString("{\"id\":0,\"resume\":true}");
    assertThat(study.ask().integer("id")).hasValue(3);
  }

  @Test
  void bohbIsItsSamplerAndItsSchedulerAndTakesOptionsOfBoth() {
    ServedStudy study = study("bohb", "{\"random_fraction\":0.2,\"reduction_factor\":3}");
    assertThat(study.ask().integer("id")).hasValue(0);
    assertThat(report(study, 0, 1, 0.5)).isEqualTo("pause");
  }
}
