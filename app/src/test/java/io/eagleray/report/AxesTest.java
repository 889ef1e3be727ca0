package io.eagleray.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.eagleray.json.Json;
import io.eagleray.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class AxesTest {
  private static Axis axis(String space, int trials, IntFunction<Json> value) {
    List<Map<String, Json>> configs =
        IntStream.range(0, trials).mapToObj(i -> Map.of("x", value.apply(i))).toList();
    return Axes.of(Axes.domains((JsonObject) Json.parse(space)), configs).getFirst();
  }

  @Test
  void aDeclaredRangeIsShownWhole() {
    Axis axis =
        axis(
            "{\"x\":{\"type\":\"loguniform\",\"low\":0.001,\"high\":1}}",
            3,
            i -> Json.of(0.1 + i / 10.0));

    assertThat(axis.kind()).isEqualTo(Axis.Kind.LOG);
    assertThat(axis.low()).isEqualTo(0.001);
    assertThat(axis.high()).isEqualTo(1);
  }

  @Test
  void declaredChoicesAreAllShown() {
    Axis axis =
        axis("{\"x\":{\"type\":\"choice\",\"choices\":[64,16,32]}}", 2, i -> Json.of(16 << i));

    assertThat(axis.kind()).isEqualTo(Axis.Kind.CATEGORY);
    assertThat(axis.categories()).containsExactly(Json.of(16), Json.of(32), Json.of(64));
    assertThat(axis.place(Json.of(32.0))).isEqualTo(1);
  }

  @Test
  void numbersOverManyOrdersOfMagnitudeAreTakenForLogarithmic() {
    assertThat(axis("{}", 30, i -> Json.of(Math.pow(10, -i / 6.0))).kind())
        .isEqualTo(Axis.Kind.LOG);
    assertThat(axis("{}", 30, i -> Json.of(1 + i / 10.0)).kind()).isEqualTo(Axis.Kind.LINEAR);
  }

  @Test
  void fewDifferentNumbersInManyTrialsAreTakenForChoices() {
    assertThat(axis("{}", 30, i -> Json.of(16 << (i % 4))).kind()).isEqualTo(Axis.Kind.CATEGORY);
    assertThat(axis("{}", 5, i -> Json.of(16 << (i % 4))).kind()).isEqualTo(Axis.Kind.LINEAR);
  }

  @Test
  void anythingBesideNumbersMakesCategories() {
    Axis axis = axis("{}", 3, i -> i == 0 ? Json.TRUE : i == 1 ? Json.of("a") : Json.of(2));

    assertThat(axis.kind()).isEqualTo(Axis.Kind.CATEGORY);
    assertThat(axis.categories()).hasSize(3);
  }

  @Test
  void whatIsTheSameInEveryTrialHasNoAxis() {
    Map<String, Json> config = Map.of("x", Json.of(1));

    assertThat(Axes.of(Map.of(), List.of(config, config))).isEmpty();
  }

  @Test
  void nestedConfigurationsAreJoinedByDots() {
    JsonObject config = (JsonObject) Json.parse("{\"model\":{\"depth\":3,\"head\":{\"size\":8}}}");

    assertThat(Axes.flat(config).keySet()).containsExactly("model.depth", "model.head.size");
  }

  @Test
  void whatOnlySomeTrialsHaveHasAnAxis() {
    Map<String, Json> sgd = Map.of("momentum", Json.of(0.9));

    assertThat(Axes.of(Map.of(), List.of(Map.of(), sgd)))
        .singleElement()
        .extracting(Axis::name)
        .isEqualTo("momentum");
  }

  @Test
  void aMappingToChooseFromIsOneValue() {
    JsonObject space =
        (JsonObject)
            Json.parse(
                "{\"net\":{\"type\":\"choice\",\"choices\":[{\"a\":1},{\"a\":2}]},"
                    + "\"grid\":{\"grid_search\":[{\"b\":1},{\"b\":2}]}}");
    Map<String, JsonObject> domains = Axes.domains(space);
    JsonObject config = (JsonObject) Json.parse("{\"net\":{\"a\":2},\"grid\":{\"b\":1}}");

    Map<String, Json> flat = Axes.flat(config, domains.keySet());
    Axis net = Axes.of(domains, List.of(flat)).getFirst();

    assertThat(flat).containsOnlyKeys("net", "grid");
    assertThat(net.place(flat.getOrDefault("net", Json.NULL))).isEqualTo(1);
  }

  @Test
  void aConstantNamedTypeIsNoDomain() {
    JsonObject space =
        (JsonObject)
            Json.parse(
                "{\"model\":{\"type\":\"mlp\",\"depth\":{\"type\":\"randint\",\"low\":1,\"high\":9}}}");

    assertThat(Axes.domains(space)).containsOnlyKeys("model.depth");
  }
}
