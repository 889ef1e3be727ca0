package io.eagleray.searchserve;

import io.eagleray.json.Json;
import io.eagleray.json.JsonArray;
import io.eagleray.json.JsonObject;
import io.eagleray.search.space.Condition;
import io.eagleray.search.space.DomainType;
import io.eagleray.search.space.Parameter;
import io.eagleray.search.space.SearchSpace;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Reads a search space in the protocol's form. */
final class SpaceReader {
  private SpaceReader() {}

  static SearchSpace read(Json json) {
    if (!(json instanceof JsonArray(List<Json> items))) {
      throw new InvalidRequestException("\"space\" must be a list, got " + json.kind());
    }
    List<Parameter> parameters = new ArrayList<>();
    for (Json item : items) {
      if (!(item instanceof JsonObject object)) {
        throw new InvalidRequestException("a parameter must be an object, got " + item.kind());
      }
      parameters.add(parameter(object));
    }
    return SearchSpace.of(parameters);
  }

  private static Parameter parameter(JsonObject object) {
    String name = text(object, "name");
    String word = text(object, "type");
    DomainType type =
        DomainType.named(word)
            .orElseThrow(() ->
                new InvalidRequestException(
                    String.format(
                        "\"%s\" has the unknown type \"%s\" (there are: %s)",
                        name, word, String.join(", ", DomainType.words()))));
    Map<String, Object> arguments = JsonValues.toMap(without(object, "name", "type", "when"));
    rename(arguments, "lower", "low");
    rename(arguments, "upper", "high");
    Parameter parameter = Parameter.of(name, type.create(arguments));
    JsonObject when = object.object("when");
    return when.fields().isEmpty() ? parameter : parameter.when(condition(when));
  }

  private static Condition condition(JsonObject when) {
    if (when.get("in").orElse(when) instanceof JsonArray(List<Json> items)) {
      return new Condition(text(when, "param"), items.stream().map(JsonValues::toValue).toList());
    }
    throw new InvalidRequestException("\"when\" needs the list \"in\", got " + when);
  }

  private static String text(JsonObject object, String field) {
    return object
        .text(field)
        .orElseThrow(
            () -> new InvalidRequestException("\"" + field + "\" must be a text in " + object));
  }

  private static JsonObject without(JsonObject object, String... fields) {
    JsonObject.Builder rest = JsonObject.builder();
    object
        .fields()
        .forEach((name, value) -> {
          if (!List.of(fields).contains(name)) {
            rest.put(name, value);
          }
        });
    return rest.build();
  }

  private static void rename(Map<String, Object> arguments, String from, String to) {
    Object value = arguments.remove(from);
    if (value != null) {
      arguments.put(to, value);
    }
  }
}
