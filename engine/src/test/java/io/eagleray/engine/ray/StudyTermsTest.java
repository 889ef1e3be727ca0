package io.eagleray.engine.ray;

import static org.assertj.core.api.Assertions.assertThat;

import io.eagleray.engine.ray.remote.Specs;
import io.eagleray.json.Json;
import io.eagleray.json.JsonArray;
import io.eagleray.json.JsonObject;
import io.eagleray.model.ray.Tune;
import io.eagleray.model.ray.TuneJson;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class StudyTermsTest {
  private static Json switchOf(int number) {
    return Json.parse(
        "{\"name\": \"s%d\", \"domain\": {\"type\": \"grid\", \"values\": [0, 1]}}"
            .formatted(number));
  }

  @Test
  void samplesOfAGridBeyondAllNumbersAreAsManyAsThereCanBe() {
    JsonObject spec =
        Specs.of("{\"num_samples\": 2}")
            .with(
                "space",
                IntStream.range(0, 62)
                    .mapToObj(StudyTermsTest::switchOf)
                    .collect(JsonArray.collect()));
    Tune tune = TuneJson.read(spec);

    JsonObject terms = new StudyTerms(7, 1).handOver(tune, NativeSearch.of(tune));

    assertThat(terms.integer("num_samples")).isEqualTo(OptionalLong.of(Integer.MAX_VALUE));
  }
}
