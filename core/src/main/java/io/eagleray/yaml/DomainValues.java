package io.eagleray.yaml;

import io.eagleray.json.Json;
import io.eagleray.json.JsonNumber;
import io.eagleray.model.ray.SpaceParameter.Domain;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Which values a domain has. */
final class DomainValues {
  private DomainValues() {}

  /** The value that a written one means: 3 for 3.0; empty where the domain has none such. */
  static Optional<Json> meant(Domain domain, Json value) {
    if (domain == DomainReader.UNREAD) {
      return Optional.of(value);
    }
    return switch (domain) {
      case Domain.Range range ->
          value instanceof JsonNumber number ? meant(range, number) : Optional.empty();
      case Domain.Normal normal ->
          value instanceof JsonNumber ? Optional.of(value) : Optional.empty();
      case Domain.Choice choice -> meant(choice.values(), value);
      case Domain.Grid grid -> meant(grid.values(), value);
      case Domain.Constant constant -> meant(List.of(constant.value()), value);
    };
  }

  private static Optional<Json> meant(Domain.Range range, JsonNumber number) {
    double value = number.asDouble();
    boolean inside =
        value >= range.low() && (isClosed(range) ? value <= range.high() : value < range.high());
    if (!range.integer()) {
      return inside ? Optional.of(number) : Optional.empty();
    }
    return inside && value == Math.rint(value)
        ? Optional.of(number.isInteger() ? number : Json.of((long) value))
        : Optional.empty();
  }

  private static boolean isClosed(Domain.Range range) {
    return !range.integer() || range.step() > 0;
  }

  private static Optional<Json> meant(List<Json> values, Json value) {
    return values.stream().filter(value::means).findFirst();
  }

  /** Whether a value of it is hardly ever met exactly. */
  static boolean isContinuous(Domain domain) {
    return switch (domain) {
      case Domain.Range range -> !range.integer() && range.step() == 0;
      case Domain.Normal normal -> normal.step() == 0;
      case Domain.Choice choice -> false;
      case Domain.Grid grid -> false;
      case Domain.Constant constant -> false;
    };
  }

  /** What a value must be. */
  static String rule(Domain domain) {
    return switch (domain) {
      case Domain.Range range -> shown(range);
      case Domain.Normal normal -> shown(normal);
      case Domain.Choice choice -> "one of " + shown(choice);
      case Domain.Grid grid -> "one of " + shown(grid);
      case Domain.Constant constant -> "one of " + shown(constant);
    };
  }

  /** Its values, in a message. */
  static String shown(Domain domain) {
    return switch (domain) {
      case Domain.Range range ->
          (range.integer() ? "an integer" : "a number")
              + " from "
              + Values.shown(range.low())
              + (isClosed(range) ? " to " : " to below ")
              + Values.shown(range.high());
      case Domain.Normal normal -> "a number";
      case Domain.Choice choice -> shown(choice.values());
      case Domain.Grid grid -> shown(grid.values());
      case Domain.Constant constant -> Values.shown(constant.value());
    };
  }

  private static String shown(List<Json> values) {
    return values.stream().map(Values::shown).collect(Collectors.joining(", "));
  }
}
