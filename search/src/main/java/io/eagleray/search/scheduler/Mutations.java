package io.eagleray.search.scheduler;

import io.eagleray.search.registry.InvalidArgumentException;
import io.eagleray.search.space.Domain;
import io.eagleray.search.space.DomainType;
import io.eagleray.search.space.Ordinal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads the argument {@code hyperparam_mutations}. */
final class Mutations {
  private static final String NAME = "hyperparam_mutations";

  private Mutations() {}

  /**
   * The mutations among the arguments: for each parameter a list of values, or a domain such as
   * {@code {type: loguniform, low: 1e-4, high: 1e-1}}.
   */
  static Map<String, Domain> read(Map<String, Object> arguments) {
    Object given = arguments.getOrDefault(NAME, Map.of());
    if (!(given instanceof Map<?, ?> map)) {
      throw new InvalidArgumentException(NAME, NAME + " must be a map of parameters, got " + given);
    }
    Map<String, Domain> mutations = new LinkedHashMap<>();
    map.forEach((name, value) -> mutations.put(String.valueOf(name), domain(name, value)));
    return mutations;
  }

  private static Domain domain(Object name, Object given) {
    if (given instanceof List<?> list) {
      return new Ordinal(List.copyOf(list));
    }
    if (given instanceof Map<?, ?> map && map.get("type") instanceof String word) {
      Map<String, Object> rest = new LinkedHashMap<>();
      map.forEach((key, value) -> rest.put(String.valueOf(key), value));
      rest.remove("type");
      return DomainType.named(word)
          .orElseThrow(() ->
              new InvalidArgumentException(
                  NAME,
                  String.format(
                      "%s: \"%s\" has the unknown type \"%s\" (there are: %s)",
                      NAME, name, word, String.join(", ", DomainType.words()))))
          .create(rest);
    }
    throw new InvalidArgumentException(
        NAME,
        String.format(
            "%s: \"%s\" must be a list of values or a domain with a type, got %s",
            NAME, name, given));
  }
}
