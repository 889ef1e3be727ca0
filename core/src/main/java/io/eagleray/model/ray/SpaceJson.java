package io.eagleray.model.ray;

import io.eagleray.json.Json;
import io.eagleray.json.JsonArray;
import io.eagleray.json.JsonNumber;
import io.eagleray.json.JsonObject;
import io.eagleray.model.ray.SpaceParameter.Domain;
import io.eagleray.model.ray.SpaceParameter.When;
import io.eagleray.problem.Location;
import java.util.List;
import java.util.Optional;

/** The parameters of a search as JSON and back: a flat list, parents before children. */
final class SpaceJson {
  /** Beyond this a {@code double} does not hold every integer. */
  private static final double EXACT = 1L << 53;

  private SpaceJson() {}

  static JsonArray write(List<SpaceParameter> space) {
    return space.stream().map(SpaceJson::write).collect(JsonArray.collect());
  }

  private static Json write(SpaceParameter parameter) {
    return JsonObject.builder()
        .put("name", parameter.name())
        .put("domain", write(parameter.domain()))
        .put(
            "when",
            parameter
                .when()
                .map(when ->
                    JsonObject.builder()
                        .put("parameter", when.parameter())
                        .put("values", new JsonArray(when.values()))
                        .build()))
        .build();
  }

  private static JsonObject write(Domain domain) {
    JsonObject.Builder json = JsonObject.builder();
    return switch (domain) {
      case Domain.Range range ->
          json.put("type", "range")
              .put("low", number(range.low()))
              .put("high", number(range.high()))
              .put("log", range.log())
              .put("step", number(range.step()))
              .put("integer", range.integer())
              .build();
      case Domain.Normal normal ->
          json.put("type", "normal")
              .put("mean", number(normal.mean()))
              .put("sd", number(normal.deviation()))
              .put("step", number(normal.step()))
              .build();
      case Domain.Choice choice ->
          json.put("type", "choice")
              .put("values", new JsonArray(choice.values()))
              .put("ordered", choice.ordered())
              .build();
      case Domain.Grid grid ->
          json.put("type", "grid").put("values", new JsonArray(grid.values())).build();
      case Domain.Constant constant ->
          json.put("type", "constant").put("value", constant.value()).build();
    };
  }

  /** Whole numbers without a fraction, as a reader of integers needs them. */
  static Json number(double value) {
    return value == Math.rint(value) && Math.abs(value) < EXACT && !isNegativeZero(value)
        ? Json.of((long) value)
        : Json.of(value);
  }

  private static boolean isNegativeZero(double value) {
    return value == 0 && Double.compare(value, 0) != 0;
  }

  static List<SpaceParameter> read(Json space, Location at) {
    return TuneJson.list("space", space).stream()
        .map(item -> parameter(TuneJson.object("space", item), at))
        .toList();
  }

  private static SpaceParameter parameter(JsonObject json, Location at) {
    return new SpaceParameter(
        TuneJson.text(json, "name"),
        domain(TuneJson.object("domain", json.get("domain").orElse(Json.NULL))),
        json.get("when").map(when -> when(TuneJson.object("when", when))),
        at);
  }

  private static When when(JsonObject json) {
    return new When(TuneJson.text(json, "parameter"), values(json));
  }

  private static Domain domain(JsonObject json) {
    String type = TuneJson.text(json, "type");
    return switch (type) {
      case "range" ->
          new Domain.Range(
              real(json, "low"),
              real(json, "high"),
              json.isTrue("log"),
              real(json, "step"),
              json.isTrue("integer"));
      case "normal" -> new Domain.Normal(real(json, "mean"), real(json, "sd"), real(json, "step"));
      case "choice" -> new Domain.Choice(values(json), json.isTrue("ordered"));
      case "grid" -> new Domain.Grid(values(json));
      case "constant" -> new Domain.Constant(json.get("value").orElse(Json.NULL));
      default ->
          throw new IllegalArgumentException(
              "a domain's type must be range, normal, choice, grid or constant, not " + type);
    };
  }

  private static List<Json> values(JsonObject json) {
    return TuneJson.list("values", json.get("values").orElse(Json.NULL));
  }

  private static double real(JsonObject json, String name) {
    Optional<Json> value = json.get(name);
    if (value.isPresent() && value.get() instanceof JsonNumber number) {
      return number.asDouble();
    }
    throw TuneJson.wrong(name, "a number", value);
  }
}
