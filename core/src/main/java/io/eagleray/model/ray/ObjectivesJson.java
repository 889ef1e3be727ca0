package io.eagleray.model.ray;

import io.eagleray.json.Json;
import io.eagleray.json.JsonArray;
import io.eagleray.json.JsonNull;
import io.eagleray.json.JsonObject;
import io.eagleray.json.JsonText;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/**
 * What a search optimises, under the keys {@code metric} and {@code mode}, as a config writes them:
 * a text each for one objective, lists of equal length for several.
 */
public final class ObjectivesJson {
  private ObjectivesJson() {}

  /** What fan-out hands over for the comparing of trials. */
  public static JsonObject comparison(Tune tune) {
    JsonObject.Builder fields =
        JsonObject.builder()
            .put("metric", metric(tune.objectives()))
            .put("mode", mode(tune.objectives()))
            .put("best", tune.best().name().toLowerCase(Locale.ROOT));
    return tune.endsByResult() ? fields.put("ends_by_result", true).build() : fields.build();
  }

  /** The value of {@code metric}; JSON null where nothing is optimised. */
  public static Json metric(List<Tune.Objective> objectives) {
    return objectives.isEmpty() ? Json.NULL : oneOrList(objectives, Tune.Objective::metric);
  }

  /** The value of {@code mode}. */
  public static Json mode(List<Tune.Objective> objectives) {
    return objectives.isEmpty()
        ? Json.of(Tune.Mode.MAX.word())
        : oneOrList(objectives, objective -> objective.mode().word());
  }

  private static Json oneOrList(
      List<Tune.Objective> objectives, Function<Tune.Objective, String> word) {
    List<Json> words = objectives.stream().map(word).map(text -> (Json) Json.of(text)).toList();
    return words.size() == 1 ? words.getFirst() : new JsonArray(words);
  }

  /**
   * What the two keys of a mapping say.
   *
   * @throws IllegalArgumentException if they are no words, or not as many modes as metrics
   */
  public static List<Tune.Objective> read(JsonObject from) {
    List<String> metrics = texts("metric", from.get("metric").orElse(JsonNull.NULL));
    List<String> modes = texts("mode", from.get("mode").orElse(JsonNull.NULL));
    if (!metrics.isEmpty() && metrics.size() != modes.size()) {
      throw TuneJson.wrong("mode", "as many words as there are metrics", from.get("mode"));
    }
    List<Tune.Objective> objectives = new ArrayList<>();
    for (int i = 0; i < metrics.size(); i++) {
      objectives.add(new Tune.Objective(metrics.get(i), mode(modes.get(i))));
    }
    return objectives;
  }

  private static Tune.Mode mode(String word) {
    for (Tune.Mode mode : Tune.Mode.values()) {
      if (mode.word().equals(word)) {
        return mode;
      }
    }
    throw TuneJson.wrong("mode", "max or min", Optional.of(Json.of(word)));
  }

  private static List<String> texts(String key, Json value) {
    return switch (value) {
      case JsonNull none -> List.of();
      case JsonText text -> List.of(text.value());
      case JsonArray list ->
          list.items().stream().flatMap(item -> texts(key, item).stream()).toList();
      default -> throw TuneJson.wrong(key, "a text or a list of texts", Optional.of(value));
    };
  }
}
