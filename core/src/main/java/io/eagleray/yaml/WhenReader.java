package io.eagleray.yaml;

import io.eagleray.json.Json;
import io.eagleray.json.JsonArray;
import io.eagleray.json.JsonText;
import io.eagleray.model.When;
import io.eagleray.spi.MappingReader;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads {@code when}. */
final class WhenReader {
  private static final String WHEN = "when";
  private static final Pattern PLAIN = Pattern.compile("\\s*(not\\s+)?(\\S+)\\s*");

  private WhenReader() {}

  /** Reads it from a step's mapping; empty where there is none, or where it is wrong. */
  static Optional<When> read(YamlMapping step) {
    Optional<Json> written = step.json(WHEN);
    if (written.isEmpty()) {
      return Optional.empty();
    }
    if (written.get() instanceof JsonText text) {
      Matcher matcher = PLAIN.matcher(text.value());
      if (matcher.matches()) {
        return Optional.of(
            new When(
                matcher.group(2),
                List.of(Json.TRUE),
                matcher.group(1) != null,
                true,
                step.valueAt(WHEN)));
      }
    } else if (step.node().entries().get(WHEN) instanceof Located.Entry entry
        && entry.value() instanceof Located.Mapping) {
      return step.mapping(WHEN).flatMap(mapping -> read(mapping, step));
    }
    step.reject(WHEN, "a parameter, \"not\" and a parameter, or {parameter, is}");
    return Optional.empty();
  }

  private static Optional<When> read(MappingReader when, YamlMapping step) {
    Optional<String> parameter = when.text("parameter").filter(name -> !name.isBlank());
    Optional<Json> is = when.json("is");
    Optional<Json> isNot = when.json("is_not");
    if (parameter.isEmpty() && !when.has("parameter")) {
      step.problems(WHEN).error(when.at(), step.label(WHEN) + " needs a \"parameter\"");
    } else if (parameter.isEmpty()) {
      when.reject("parameter", "the name of a parameter");
    }
    if (is.isPresent() == isNot.isPresent()) {
      step.problems(WHEN)
          .error(
              when.at(),
              step.label(WHEN) + " needs \"is\" or \"is_not\", a value or a list of values");
    }
    return parameter.flatMap(name ->
        is.or(() -> isNot)
            .map(values ->
                new When(name, list(values), is.isEmpty(), false, when.valueAt("parameter"))));
  }

  private static List<Json> list(Json values) {
    return values instanceof JsonArray array ? array.items() : List.of(values);
  }
}
