package io.eagleray.yaml;

import io.eagleray.json.Json;
import io.eagleray.json.JsonText;
import io.eagleray.problem.Location;
import io.eagleray.problem.Problems;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Puts environment variables into the texts of a config file: {@code ${x}} and {@code $x} stand for
 * {@code EAGLERAY_VAR_x} or, as in Runnable, {@code RUNNABLE_VAR_x}; {@code $$} stands for a dollar
 * sign. A text that is nothing but a variable may be read like a plain scalar too, so that a port
 * is a number.
 */
final class ConfigVariables {
  private static final Pattern USE =
      Pattern.compile("\\$(?:(\\$)|([A-Za-z_][A-Za-z0-9_]*)|\\{([A-Za-z_][A-Za-z0-9_]*)})");
  private static final List<String> PREFIXES = List.of("EAGLERAY_VAR_", "RUNNABLE_VAR_");

  private final Map<String, String> environment;
  private final Problems problems;

  ConfigVariables(Map<String, String> environment, Problems problems) {
    this.environment = environment;
    this.problems = problems;
  }

  Located in(Located value) {
    return switch (value) {
      case Located.Scalar scalar -> scalar(scalar);
      case Located.Sequence sequence -> {
        List<Located> items = new ArrayList<>();
        sequence.items().forEach(item -> items.add(in(item)));
        yield new Located.Sequence(sequence.at(), List.copyOf(items));
      }
      case Located.Mapping mapping -> in(mapping);
    };
  }

  Located.Mapping in(Located.Mapping mapping) {
    Map<String, Located.Entry> entries = new LinkedHashMap<>();
    mapping
        .entries()
        .forEach(
            (key, entry) -> entries.put(key, new Located.Entry(entry.keyAt(), in(entry.value()))));
    return new Located.Mapping(mapping.at(), entries);
  }

  private Located scalar(Located.Scalar scalar) {
    if (!(scalar.value() instanceof JsonText text) || text.value().indexOf('$') < 0) {
      return scalar;
    }
    String filled = fill(text.value(), scalar.at());
    if (filled.equals(text.value())) {
      return scalar;
    }
    boolean alone = USE.matcher(text.value()).matches() && !text.value().equals("$$");
    return new Located.Scalar(
        scalar.at(),
        alone ? PlainScalar.resolve(filled) : Json.of(filled),
        Optional.of(new Located.Filled(text.value(), filled)));
  }

  private String fill(String text, Location at) {
    Matcher uses = USE.matcher(text);
    StringBuilder filled = new StringBuilder();
    while (uses.find()) {
      String found =
          uses.group(1) != null
              ? "$"
              : value(uses.group(2) != null ? uses.group(2) : uses.group(3), uses.group(), at);
      uses.appendReplacement(filled, Matcher.quoteReplacement(found));
    }
    return uses.appendTail(filled).toString();
  }

  private String value(String name, String written, Location at) {
    for (String prefix : PREFIXES) {
      String value = environment.get(prefix + name);
      if (value != null) {
        return value;
      }
    }
    problems.warning(
        at,
        written
            + " is left as it is: the environment variable "
            + PREFIXES.getFirst()
            + name
            + " is not set ($$ stands for a dollar sign)");
    return written;
  }
}
