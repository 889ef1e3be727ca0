package io.eagleray.searchserve;

import io.eagleray.json.Json;
import io.eagleray.json.JsonArray;
import io.eagleray.json.JsonObject;
import io.eagleray.search.space.Condition;
import io.eagleray.search.space.Domain;
import io.eagleray.search.space.DomainType;
import io.eagleray.search.space.InvalidSpaceException;
import io.eagleray.search.space.Parameter;
import io.eagleray.search.space.SearchSpace;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads a search space in the protocol's form. */
final class SpaceReader {
  private static final Set<DomainType> WITH_STEP_ONE =
      Set.of(DomainType.QRANDINT, DomainType.QLOGRANDINT);

  /** The protocol's words for arguments that have others in configuration files. */
  private static final Map<String, String> WORDS = Map.of("low", "lower", "high", "upper");

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
    WORDS.forEach((config, protocol) -> rename(arguments, protocol, config));
    complete(name, type, arguments);
    Parameter parameter = Parameter.of(name, domain(name, type, arguments));
    JsonObject when = object.object("when");
    return when.fields().isEmpty() ? parameter : parameter.when(condition(when));
  }

  /** Puts in what may be left out, as in a Ray config, and refuses what is lacking or too much. */
  private static void complete(String name, DomainType type, Map<String, Object> arguments) {
    String given = words(arguments.keySet());
    if (type.arguments().contains("mean")) {
      arguments.putIfAbsent("mean", 0);
      arguments.putIfAbsent("sd", 1);
    }
    if (WITH_STEP_ONE.contains(type)) {
      arguments.putIfAbsent("q", 1);
    }
    if (!arguments.keySet().equals(Set.copyOf(type.arguments()))) {
      throw new InvalidRequestException(
          String.format(
              "\"%s\": %s takes %s, got %s", name, type.word(), words(type.arguments()), given));
    }
  }

  private static String words(Collection<String> arguments) {
    return arguments.isEmpty()
        ? "nothing"
        : arguments.stream()
            .map(argument -> WORDS.getOrDefault(argument, argument))
            .collect(Collectors.joining(", "));
  }

  private static Domain domain(String name, DomainType type, Map<String, Object> arguments) {
    try {
      return type.create(arguments);
    } catch (InvalidSpaceException e) {
      throw new InvalidRequestException("\"" + name + "\": " + e.getMessage());
    }
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
